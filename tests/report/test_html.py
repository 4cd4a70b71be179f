"""The HTML report, without a browser: what a document holds stays text, and nothing is lost."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import budgetlint
from budgetlint.messages.tables import table as file_of
from budgetlint.report import Style, open_output
from budgetlint.report.html import to_html
from budgetlint.report.html.element import Markup, tag
from budgetlint.report.html.words import part
from budgetlint.report.paper import STATES
from budgetlint.report.report import FileReport, Report
from budgetlint.report.safety import clean
from budgetlint.report.waived import Waived

from .runs import EVIL, EXAMPLES, hostile

OURS = {
    "a", "article", "aside", "b", "bdi", "body", "br", "button", "code", "dd", "del", "details",
    "div", "dl", "dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "head", "header",
    "html", "input", "ins", "label", "legend", "li", "link", "main", "mark", "meta", "nav", "ol",
    "option", "output", "p", "rect", "script", "section", "select", "span", "style", "summary",
    "svg", "table", "tbody", "td", "th", "thead", "title", "tr", "ul",
}  # fmt: skip
VOID = {"br", "input", "link", "meta"}


class Reader(HTMLParser):
    """Reads a page as a browser does: its elements, their attributes, their text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Elements are closed in the order in which they were opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if self.open and self.open[-1] in self.raw:
            self.raw[self.open[-1]].append(data)
        else:
            self.texts.append(data)


def read(page: str) -> Reader:
    """A page as it is parsed."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


@cache
def example() -> str:
    """The page of the real example."""
    path = str(EXAMPLES / "xinjiang-2026" / "budget.json")
    return to_html(budgetlint.check(path, paper=True))


def poisoned(evil: str) -> dict[str, Any]:
    """The tables of a budget in which names, titles, headers, notes and prose are hostile."""
    path = EXAMPLES / "broken" / "transposed-digits.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    data["unit"] = evil
    for table in data["tables"]:
        table["title"] += evil
        table["unit"] = evil
        table["columns"] = [*table["columns"], evil]
        table["notes"] = [evil, *table.get("notes", [])]
        for row in table["rows"]:
            row.append(evil)
    text = f"{evil}收入预算14,751.61万元{evil}，占9{evil}%。"
    data["narrative"] = [{"section": evil, "title": evil, "text": text}]
    return data


def judged(page: str) -> Reader:
    """A page that holds nothing but our own elements, scripts and links."""
    reader = read(page)
    assert set(reader.tags) <= OURS
    assert (reader.tags["script"], reader.tags["style"]) == (2, 1)
    assert [name for _, name, _ in reader.attributes if name.startswith("on")] == []
    assert [name for _, name, _ in reader.attributes if name in ("style", "src", "srcset")] == []
    links = {value[:1] for _, name, value in reader.attributes if name == "href"}
    assert links <= {"#", "d"}
    assert len(set(reader.ids)) == len(reader.ids)
    return reader


@pytest.mark.parametrize("evil", EVIL, ids=ascii)
def test_what_a_document_holds_stays_text(evil: str) -> None:
    report = budgetlint.check(poisoned(evil), paper=True)
    reader = judged(to_html(report))
    text: str = json.loads(json.dumps(evil))  # two halves of a character become one
    assert clean(text).strip() in "".join(reader.texts)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reports_of_hostile_texts_are_whole(lang: str) -> None:
    judged(to_html(hostile(), lang))


def test_nothing_turns_the_direction_of_writing() -> None:
    page = to_html(budgetlint.check(poisoned("\u202e\u2066\u200f\x1b[31m\x00"), paper=True))
    assert re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\x1b\x00]", page) is None


@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    reader = read(tag("p", text, title=text))
    plain = clean(text)
    assert "".join(reader.texts) == plain
    assert reader.attributes == [("p", "title", plain)]


def test_markup_is_not_escaped_twice_and_text_always() -> None:
    inner = tag("b", "<i>")
    assert tag("p", inner, "<i>") == "<p><b>&lt;i&gt;</b>&lt;i&gt;</p>"
    assert tag("p", Markup("<i>")) == "<p><i></p>"
    assert tag("p", [["a", None], inner], hidden=True, id=None, data_x=1) == (
        '<p hidden data-x="1">a<b>&lt;i&gt;</b></p>'
    )


def named(text: str) -> str:
    """A text as a content security policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_names_our_script_and_style_and_nothing_else() -> None:
    reader = read(example())
    policy = next(value for _, name, value in reader.attributes if value.startswith("default-src"))
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == named(reader.raw["script"][-1])
    assert rules["style-src"] == named("".join(reader.raw["style"]))
    assert "unsafe" not in policy


def data_of(page: str) -> dict[str, Any]:
    """What the script of a page reads."""
    data: dict[str, Any] = json.loads("".join(read(page).raw["script"][:-1]))
    return data


def test_every_figure_of_the_page_has_its_data() -> None:
    data, reader = data_of(example()), read(example())
    drawn = [name for name in reader.ids if re.fullmatch(r"f0-\d+", name)]
    spots = data["docs"]["0"]["spots"]
    assert len(drawn) > 500
    for name in drawn:
        assert spots[int(name[3:])][3]
    relations = data["docs"]["0"]["relations"]
    for relation in relations:
        for side in relation[4:7]:
            assert all(t < len(spots) if isinstance(t, int) else t[1] < len(spots) for t in side)


def test_every_text_of_the_document_is_on_the_page() -> None:
    path = EXAMPLES / "xinjiang-2026" / "budget.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    shown = "".join("".join(read(example()).texts).split())
    texts = [text for table in data["tables"] for row in table["rows"] for text in row]
    for text in texts:
        assert "".join(str(text or "").split()) in shown


def test_every_link_leads_somewhere() -> None:
    paths = sorted(map(str, (EXAMPLES / "broken").iterdir()))
    for page in (example(), to_html(budgetlint.check(paths, paper=True))):
        reader = read(page)
        links = [v[1:] for _, name, v in reader.attributes if name == "href" and v[0] == "#"]
        assert len(links) > 80
        assert set(links) <= set(reader.ids)


BUILT = ("besides", "waived", "state", "sort", "severity", "certainty", "legend", "sections")
"""The tables of words whose names are put together by the program: each is one of a closed set."""


def test_all_words_are_used_and_none_is_missing() -> None:
    modules = ("page", "summary", "findings", "tables", "narrative", "unchecked", "signs")
    sources = part("page.js") + "".join(part(f"{module}.py") for module in modules)
    for table, words in file_of("html").items():
        for key, (chinese, english) in words.items():
            assert chinese
            assert set(re.findall(r"\{\w+\}", chinese)) == set(re.findall(r"\{\w+\}", english))
            assert key == "language" or re.search("[\u4e00-\u9fff]", english) is None
            names = f'"{table}.{key}"', f'"{key}"'
            assert table in BUILT or key in STATES or any(n in sources for n in names), names


def test_a_page_without_papers_has_the_findings() -> None:
    report = budgetlint.check(str(EXAMPLES / "broken" / "transposed-digits.json"))
    reader = judged(to_html(report))
    assert "14,751.61" in reader.texts
    assert reader.tags["article"] == 2


def test_many_documents_are_listed_and_no_more_drawn_than_there_is_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paths = sorted(map(str, (EXAMPLES / "broken").iterdir()))
    report = budgetlint.check(paths, paper=True)
    every = data_of(to_html(report))["docs"]
    assert list(every) == [str(number) for number in range(len(paths))]
    monkeypatch.setattr("budgetlint.report.html.MAX_SPOTS", 2_000)
    page = to_html(report)
    assert list(data_of(page)["docs"]) == ["0", "1"]
    assert all(f'id="n{number}-0"' in page for number in range(len(paths)))
    judged(page)


def test_a_waived_finding_marks_nothing_and_is_told() -> None:
    file = budgetlint.check(str(EXAMPLES / "broken" / "transposed-digits.json"), paper=True).files[
        0
    ]
    waived = Waived(file.findings[0], "waiver", "因为<b>", "某人", "2030-01-01")
    settings = FileReport.on_settings("waivers.toml", hostile().files[0].findings)
    page = to_html(Report((file.without({0: waived}), settings)))
    reader = judged(page)
    assert "is-wrong sev-error" not in page
    assert "因为<b> · 某人 · 2030-01-01" in reader.texts
    spots = data_of(page)["docs"]["0"]["spots"]
    assert {spot[6] for spot in spots} == {"verified", "rounding", "open"}


def test_nothing_checked_and_nothing_there() -> None:
    judged(to_html(Report(())))
    judged(to_html(budgetlint.check("no such file.json", paper=True)))


def test_the_page_is_an_output_like_the_others() -> None:
    report = budgetlint.check(str(EXAMPLES / "broken" / "three-public.json"), paper=True)
    stream = io.BytesIO()
    output = open_output("html", stream, Style("en"))
    for file in report.files:
        output.add(file)
    output.end()
    assert stream.getvalue().decode() == to_html(report, "en")


def test_the_panel_calls_claims_in_english() -> None:
    """Rows and columns of prose have English names; what tables print has none."""
    (spots, tables) = (data_of(example())["docs"]["0"][name] for name in ("spots", "tables"))
    english = {tuple(spot[13]) for spot in spots if spot[13]}
    assert ("source of income 单位资金", "amount") in english
    assert not any("able" in tables[spot[0]][1] for spot in spots if spot[13])


def test_what_to_correct_has_its_unit() -> None:
    """A rate has its %."""
    text = "2024年部门预算收入120.00万元，比上年增加20.00万元，增长2.00%。"
    section = {"section": "一", "title": "收入情况", "text": text}
    report = budgetlint.check({"year": 2024, "tables": [], "narrative": [section]}, paper=True)
    (finding,) = report.files[0].findings
    assert [(one.unit, one.right) for one in finding.suspects] == [("%", "20.00")]
    (row,) = re.findall('<table class="corrections">.*?</table>', to_html(report))
    assert re.findall(r"\d+\.\d+%?", re.sub("<[^>]+>", "", row.partition("<tbody>")[2]))[:2] == [
        "2.00%",
        "20.00%",
    ]
