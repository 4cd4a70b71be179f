/* A figure is pressed: its arithmetic is shown, and every addend lit where it stands. All text is
   set as text; nothing is ever parsed as HTML. */
(function () {
  "use strict";

  var root = document.documentElement;
  var data = JSON.parse(document.getElementById("data").textContent);
  var panel = document.getElementById("panel");
  var body = document.getElementById("panel-body");
  var SPOT = ["table", "row", "column", "value", "amount", "there", "state", "severity", "suggested",
    "doubt", "relations", "findings", "sure", "english"];
  var RELATION = ["code", "verdict", "sort", "op", "left", "right", "whole", "expected", "difference",
    "tolerance", "blanks", "cut"];
  var chosen = null; // {doc, spot, relation, from}
  var litNow = [];

  function language() { return root.lang === "en" ? 1 : 0; }

  function word(name, values) {
    var text = data.words[name][language()];
    return text.replace(/\{(\w+)\}/g, function (_, key) { return values && key in values ? values[key] : ""; });
  }

  function make(name, options, children) {
    var element = document.createElement(name);
    Object.keys(options || {}).forEach(function (key) {
      if (key === "text") { element.textContent = options.text; }
      else if (key === "run") { element.addEventListener("click", options.run); }
      else if (options[key] !== null) { element.setAttribute(key, options[key]); }
    });
    (children || []).forEach(function (child) { if (child) { element.appendChild(child); } });
    return element;
  }

  function record(values, names) {
    var found = {};
    names.forEach(function (name, index) { found[name] = values[index]; });
    return found;
  }

  function spotOf(doc, number) { return record(data.docs[doc].spots[number], SPOT); }
  function relationOf(doc, number) { return record(data.docs[doc].relations[number], RELATION); }
  function elementOf(doc, number) { return document.getElementById("f" + doc + "-" + number); }

  function termsOf(side) {
    return side.map(function (term) {
      return typeof term === "number" ? { weight: "1", spot: term } : { weight: term[0], spot: term[1] };
    });
  }

  function sign(weight) {
    if (weight === "1") { return "+"; }
    if (weight === "-1") { return "\u2212"; }
    return weight + " \u00d7";
  }

  /* Light: the figures of one relation. */

  function darken() {
    litNow.forEach(function (element) {
      element.classList.remove("lit", "sum-of", "chosen");
      element.removeAttribute("data-sign");
    });
    litNow = [];
  }

  function light(doc, relation, self) {
    darken();
    var ratio = relation && relation.sort === "ratio";
    function one(term, left, mark) {
      var element = elementOf(doc, term.spot);
      if (!element) { return; }
      element.classList.add("lit");
      if (left) { element.classList.add("sum-of"); }
      element.setAttribute("data-sign", left ? "" : mark || sign(term.weight));
      litNow.push(element);
    }
    if (relation) {
      termsOf(relation.left).forEach(function (term) { one(term, true); });
      termsOf(relation.right).forEach(function (term) { one(term, false, ratio && term.weight === "1" ? " " : ""); });
      termsOf(relation.whole).forEach(function (term) { one(term, false, "\u00f7"); });
    }
    var element = elementOf(doc, self);
    if (element) { element.classList.add("chosen"); litNow.push(element); }
  }

  /* The panel. */

  function partOf(spot, index) {
    var english = language() && spot.english ? spot.english[index] : "";
    return english || (index ? spot.column : spot.row);
  }

  function nameOf(doc, number, from) {
    var spot = spotOf(doc, number);
    var base = spotOf(doc, from);
    var table = data.docs[doc].tables[spot.table][language()];
    if (spot.table === base.table && spot.row === base.row && spot.column) { return partOf(spot, 1); }
    if (spot.table === base.table && spot.column === base.column && spot.row) { return partOf(spot, 0); }
    return [table, partOf(spot, 0), partOf(spot, 1)].filter(Boolean).join(" / ");
  }

  function row(label, figure, note, style) {
    return make("tr", { class: style || "" }, [
      label ? make("th", { scope: "row", text: label }) : make("td"),
      make("td", { class: "amount", text: figure }),
      make("td", { class: "name" }, note ? [note] : [])
    ]);
  }

  function termRow(label, term) {
    var doc = chosen.doc;
    var spot = spotOf(doc, term.spot);
    var name = nameOf(doc, term.spot, chosen.spot);
    var note = elementOf(doc, term.spot) && term.spot !== chosen.spot
      ? make("button", { type: "button", text: name, run: function () { lookAt(doc, term.spot); } })
      : make("span", { text: name + (spot.there ? "" : " (" + word("sum.no_row") + ")") });
    var amount = spot.amount || spot.value || "\u2014";
    return row(label, amount, note, "add" + (term.spot === chosen.spot ? " self" : ""));
  }

  function plainRow(name, figure, text, style) {
    return row(word(name), figure, text ? make("span", { text: text }) : null, style);
  }

  function ratioRows(relation) {
    var growth = relation.op === "growth";
    var rows = termsOf(relation.left).map(function (term) { return termRow(word("sum.stated"), term); });
    [[relation.right, growth ? "sum.now" : "sum.part"], [relation.whole, growth ? "sum.before" : "sum.whole"]]
      .forEach(function (side) {
        termsOf(side[0]).forEach(function (term, index) {
          rows.push(termRow(index ? sign(term.weight) : word(side[1]), term));
        });
      });
    if (relation.expected) { rows.push(plainRow("sum.computed", relation.expected, "", "line")); }
    return rows;
  }

  function sumRows(relation) {
    var names = { "=": "sum.equal", "<=": "sum.at_most", ">=": "sum.at_least", parts: "sum.parts" };
    var left = termsOf(relation.left);
    var rows = left.map(function (term, index) {
      return termRow(index || left.length > 1 ? sign(term.weight) : word("sum.printed"), term);
    });
    termsOf(relation.right).forEach(function (term, index) {
      var first = index === 0 && term.weight === "1" ? (relation.op === "=" || relation.op === "parts" ? "=" : relation.op) : sign(term.weight);
      rows.push(termRow(first === "<=" ? "\u2264" : first === ">=" ? "\u2265" : first, term));
    });
    if (relation.cut) { rows.push(row("", "", make("span", { text: word("sum.cut", { n: relation.cut }) }))); }
    if (relation.difference) {
      rows.push(plainRow(names[relation.op] || "sum.equal", relation.expected, "", "line head"));
      var slack = relation.tolerance === "0" ? word("sum.no_slack") : word("sum.slack", { n: relation.tolerance });
      rows.push(plainRow("sum.difference", relation.difference, slack, relation.verdict === "broken" ? "off" : ""));
    }
    if (relation.blanks) { rows.push(row("", "", make("span", { text: word("sum.blanks", { n: relation.blanks }) }))); }
    return rows;
  }

  /* The circled number of the other table, else the sign of the sort. */
  function signOf(relation) {
    var own = spotOf(chosen.doc, chosen.spot).table;
    var other = termsOf(relation.left).concat(termsOf(relation.right))
      .map(function (term) { return spotOf(chosen.doc, term.spot).table; })
      .filter(function (table) { return table !== own; })[0];
    var number = other === undefined ? null : /(\d+)$/.exec(data.docs[chosen.doc].tables[other][1]);
    return relation.sort === "table" && number && number[1] <= 20
      ? String.fromCharCode(0x245f + Number(number[1])) : data.signs[relation.sort];
  }

  function relationItem(number) {
    var relation = relationOf(chosen.doc, number);
    var texts = data.docs[chosen.doc].rules[relation.code] || ["", "", "", "", "", ""];
    var open = number === chosen.relation;
    var how = { exact: "panel.holds", rounding: "panel.rounds", broken: "panel.breaks", not_checked: "panel.unread" };
    var title = make("button", {
      type: "button", "aria-expanded": String(open), run: function () { choose(number); }
    }, [
      make("span", { class: "t", "aria-hidden": "true", text: signOf(relation) }),
      make("span", { class: "name" }, [
        make("span", { class: "code", text: relation.code + " " }),
        make("span", { text: texts[language()] })
      ]),
      make("span", { class: "how", text: word(how[relation.verdict]) })
    ]);
    var item = make("li", { class: "rel " + relation.verdict }, [make("h3", {}, [title])]);
    if (open) {
      item.setAttribute("data-open", "");
      var rows = relation.sort === "ratio" ? ratioRows(relation) : sumRows(relation);
      item.appendChild(make("table", { class: "sum" }, [make("tbody", {}, rows)]));
      if (texts[4 + language()]) { item.appendChild(make("p", { class: "why", text: texts[4 + language()] })); }
    }
    return item;
  }

  function stateText(spot) {
    var quiet = spot.state === "verified" || spot.state === "open" || spot.state === "rounding";
    var likely = spot.state === "wrong" && !spot.sure;
    var text = word("state." + (likely ? "likely" : quiet && spot.findings.length ? "note" : spot.state));
    return spot.suggested && (spot.state === "wrong" || spot.state === "suspect")
      ? text + (language() ? ": " : "\uff1a") + word("sum.equal") + " " + spot.suggested : text;
  }

  function render() {
    if (!chosen) { return; }
    var spot = spotOf(chosen.doc, chosen.spot);
    var doc = data.docs[chosen.doc];
    while (body.firstChild) { body.removeChild(body.firstChild); }
    var path = [doc.tables[spot.table][language()], partOf(spot, 0), partOf(spot, 1)].filter(Boolean).join(" / ");
    var figure = /\d/.test(spot.value) && spot.value.length < 24;
    var nothing = spot.relations.length === 0 && spot.findings.length === 0;
    [
      make("p", { class: "path", text: path }),
      make("p", { class: "spot" + (figure ? "" : " text"), text: spot.value || "\u2014" }),
      spot.amount ? make("p", { class: "path", text: word("panel.in_base", { n: spot.amount, money: doc.money }) }) : null,
      make("p", { class: "state is-" + spot.state, text: stateText(spot) }),
      spot.doubt ? make("p", { class: "doubt", text: spot.doubt[language()] }) : null,
      spot.findings.length ? make("ul", { class: "links" }, spot.findings.map(findingLink)) : null,
      nothing ? make("p", { class: "remark", text: word("panel.nothing") }) : null,
      spot.relations.length ? make("ol", {}, order(spot.relations).map(relationItem)) : null
    ].forEach(function (part) { if (part) { body.appendChild(part); } });
  }

  function findingLink(number) {
    var id = "n" + chosen.doc + "-" + number;
    var target = document.getElementById(id);
    if (!target) { return null; }
    var text = word("panel.see", { n: number + 1 }) + " (" + target.getAttribute("data-rule") + ")";
    return make("li", {}, [make("a", { href: "#" + id, text: text })]);
  }

  function order(numbers) {
    var rank = { broken: 0, not_checked: 1, rounding: 2, exact: 3 };
    return numbers.slice().sort(function (a, b) {
      var first = relationOf(chosen.doc, a);
      var second = relationOf(chosen.doc, b);
      return rank[first.verdict] - rank[second.verdict] || heads(second) - heads(first) || a - b;
    });
  }

  function heads(relation) {
    return termsOf(relation.left).some(function (term) { return term.spot === chosen.spot; }) ? 1 : 0;
  }

  function choose(number) {
    chosen.relation = chosen.relation === number ? -1 : number;
    light(chosen.doc, chosen.relation < 0 ? null : relationOf(chosen.doc, chosen.relation), chosen.spot);
    render();
    var button = body.querySelector(".rel[data-open] > h3 > button") || body.querySelector(".rel > h3 > button");
    if (button) { button.focus({ preventScroll: true }); }
  }

  function open(element, byKeyboard) {
    var parts = element.id.slice(1).split("-");
    chosen = { doc: parts[0], spot: Number(parts[1]), relation: -1, from: element };
    var numbers = order(spotOf(chosen.doc, chosen.spot).relations);
    chosen.relation = numbers.length ? numbers[0] : -1;
    light(chosen.doc, numbers.length ? relationOf(chosen.doc, numbers[0]) : null, chosen.spot);
    var before = element.getBoundingClientRect().top;
    if (panel.hidden) {
      panel.hidden = false;
      root.classList.add("with-panel");
      fit();
      window.scrollBy({ top: element.getBoundingClientRect().top - before, behavior: "instant" });
    }
    render();
    panel.scrollTop = 0;
    rove(element);
    if (byKeyboard) { document.getElementById("panel-h").focus({ preventScroll: true }); }
    if (window.matchMedia("(max-width: 48rem)").matches) { element.scrollIntoView({ block: "start", inline: "nearest" }); }
  }

  function close() {
    var from = chosen && chosen.from;
    var before = from ? from.getBoundingClientRect().top : 0;
    panel.hidden = true;
    root.classList.remove("with-panel");
    darken();
    chosen = null;
    fit();
    if (from) {
      window.scrollBy({ top: from.getBoundingClientRect().top - before, behavior: "instant" });
      from.focus({ preventScroll: true });
    }
  }

  function reveal(element) {
    for (var at = element; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") { at.open = true; }
    }
  }

  function lookAt(doc, number) {
    var element = elementOf(doc, number);
    if (!element) { return; }
    reveal(element);
    element.scrollIntoView({ block: "center", inline: "nearest" });
    rove(element);
    element.focus({ preventScroll: true });
  }

  /* Moving about with the keyboard: one stop of the Tab key a table, arrows within it. */

  function rove(element) {
    var table = element.closest("table.sheet");
    if (!table) { return; }
    Array.prototype.forEach.call(table.querySelectorAll('.f[tabindex="0"]'), function (other) { other.tabIndex = -1; });
    element.tabIndex = 0;
  }

  function next(element, key) {
    var cell = element.closest("td, th");
    var line = cell.parentElement;
    var inRow = Array.prototype.slice.call(line.querySelectorAll(".f"));
    var at = inRow.indexOf(element);
    if (key === "ArrowRight") { return inRow[at + 1]; }
    if (key === "ArrowLeft") { return inRow[at - 1]; }
    if (key === "Home") { return inRow[0]; }
    if (key === "End") { return inRow[inRow.length - 1]; }
    var down = key === "ArrowDown";
    for (var other = line; (other = down ? other.nextElementSibling : other.previousElementSibling);) {
      var beside = other.cells[cell.cellIndex];
      var found = beside && beside.querySelector(".f");
      if (found) { return found; }
    }
    return null;
  }

  var KEYS = { ArrowRight: 1, ArrowLeft: 1, ArrowUp: 1, ArrowDown: 1, Home: 1, End: 1 };

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !panel.hidden) { close(); return; }
    var element = event.target.closest && event.target.closest("table.sheet .f");
    if (!element || !(event.key in KEYS) || event.ctrlKey || event.altKey || event.metaKey) { return; }
    event.preventDefault();
    var target = next(element, event.key);
    if (target) { rove(target); target.focus(); }
  });

  document.addEventListener("click", function (event) {
    if (!event.target.closest) { return; }
    var figure = event.target.closest("button.f");
    if (figure) { open(figure, event.detail === 0); return; }
    if (event.target.closest("#panel .close")) { close(); return; }
    var link = event.target.closest('a[href^="#"]');
    if (link) { follow(link.getAttribute("href").slice(1), event); }
  });

  function follow(id, event) {
    var target = document.getElementById(id);
    if (!target) { return; }
    reveal(target);
    if (target.tagName === "DETAILS") { target.open = true; }
    if (target.matches("button.f")) {
      event.preventDefault();
      open(target, false);
      target.scrollIntoView({ block: "center", inline: "nearest" });
      target.focus({ preventScroll: true });
      if (window.history.replaceState) { try { window.history.replaceState(null, "", "#" + id); } catch (_) { /* a file's address may be fixed */ } }
    }
  }

  /* Filters. */

  function filter(doc) {
    var form = doc.querySelector(".filters");
    if (!form) { return; }
    var levels = Array.prototype.filter.call(form.elements.severity.length === undefined ? [form.elements.severity] : form.elements.severity,
      function (box) { return box.checked; }).map(function (box) { return box.value; });
    var table = form.elements.table.value;
    var rule = form.elements.rule.value;
    var visible = {};
    var count = 0;
    var all = doc.querySelectorAll(".finding");
    Array.prototype.forEach.call(all, function (finding) {
      var shows = levels.indexOf(finding.getAttribute("data-severity")) >= 0
        && (!table || finding.getAttribute("data-table") === table)
        && (!rule || finding.getAttribute("data-rule") === rule);
      finding.parentElement.hidden = !shows;
      if (shows) { count += 1; visible[finding.id.split("-")[1]] = true; }
    });
    Array.prototype.forEach.call(doc.querySelectorAll("[data-f]"), function (element) {
      var numbers = element.getAttribute("data-f").split(" ");
      element.classList.toggle("muted", !numbers.some(function (number) { return visible[number]; }));
    });
    doc.querySelector(".none").hidden = count > 0;
    form.setAttribute("data-count", count);
    form.querySelector(".shown").textContent = word("page.shown", { n: count, total: all.length });
  }

  function documents() { return Array.prototype.slice.call(document.querySelectorAll(".doc")); }

  documents().forEach(function (doc) {
    var form = doc.querySelector(".filters");
    if (!form) { return; }
    form.hidden = false;
    form.addEventListener("change", function () { filter(doc); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () { window.setTimeout(function () { filter(doc); }, 0); });
  });

  Array.prototype.forEach.call(document.querySelectorAll("input.ticks"), function (box) {
    box.addEventListener("change", function () {
      box.closest(".doc").classList.toggle("no-ticks", !box.checked);
    });
  });

  /* Language, light, print. */

  function speak() {
    var key = language() ? "data-en" : "data-zh";
    Array.prototype.forEach.call(document.querySelectorAll("[data-zh]"), function (element) {
      var text = element.getAttribute(key);
      if (element.hasAttribute("aria-label")) { element.setAttribute("aria-label", text); }
      else { element.textContent = text; }
    });
    documents().forEach(filter);
    render();
  }

  document.getElementById("lang").addEventListener("click", function () {
    root.lang = language() ? "zh-CN" : "en";
    speak();
  });

  document.getElementById("theme").addEventListener("click", function () {
    var dark = root.getAttribute("data-theme")
      ? root.getAttribute("data-theme") === "dark"
      : window.matchMedia("(prefers-color-scheme: dark)").matches;
    root.setAttribute("data-theme", dark ? "light" : "dark");
  });

  document.getElementById("print").addEventListener("click", function () { window.print(); });

  var opened = [];
  window.addEventListener("beforeprint", function () {
    Array.prototype.forEach.call(document.querySelectorAll("details:not([open])"), function (details) {
      details.open = true;
      opened.push(details);
    });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false; });
    opened = [];
  });

  /* A table that fits keeps its header in sight; one that does not scrolls. */

  function fit() {
    Array.prototype.forEach.call(document.querySelectorAll(".scroll"), function (frame) {
      frame.classList.remove("fits");
      var fits = frame.scrollWidth <= frame.clientWidth + 1;
      frame.classList.toggle("fits", fits);
      if (fits || frame.querySelector(".f")) { frame.removeAttribute("tabindex"); } else { frame.tabIndex = 0; }
    });
  }

  var waiting = 0;
  window.addEventListener("resize", function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(fit, 120);
  });

  Array.prototype.forEach.call(document.querySelectorAll("table.sheet"), function (table) {
    Array.prototype.forEach.call(table.querySelectorAll("button.f"), function (figure, index) {
      figure.tabIndex = index ? -1 : 0;
    });
  });
  Array.prototype.forEach.call(document.querySelectorAll(".tools, .aids"), function (part) { part.hidden = false; });
  fit();
  speak();
  if (window.location.hash) {
    var wanted = document.getElementById(window.location.hash.slice(1));
    if (wanted) { reveal(wanted); if (wanted.matches("button.f")) { open(wanted, false); } wanted.scrollIntoView({ block: "center" }); }
  }
})();
