"""The HTML report in a real Chromium, driven by Playwright; axe-core judges who can use it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import budgetlint
from budgetlint.report.html import to_html
from report.runs import EVIL, EXAMPLES
from report.test_html import poisoned

from .judge import judge

BROKEN = str(EXAMPLES / "broken" / "transposed-digits.json")
EXAMPLE = str(EXAMPLES / "xinjiang-2026" / "budget.json")
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium, without a window."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: run make judges"
    )
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("there is no Chromium (Debian: apt-get install chromium)")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Seen(NamedTuple):
    """A page, what it complained of, and what it asked for beyond itself."""

    page: Any
    complaints: list[str]
    requests: list[str]


Open = Callable[..., Seen]


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens a report, without a network."""
    contexts: list[Any] = []

    def open_page(report: budgetlint.Report, lang: str = "zh", **options: Any) -> Seen:
        path = tmp_path / "report.html"
        path.write_text(to_html(report, lang), encoding="utf-8")
        context = browser.new_context(offline=True, reduced_motion="reduce", **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        seen = Seen(page, [], [])
        page.on("console", lambda message: seen.complaints.append(message.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("dialog", lambda dialog: seen.complaints.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: seen.requests.append(request.url))
        page.goto(path.as_uri())
        return seen

    yield open_page
    for context in contexts:
        context.close()


def checked(path: str) -> budgetlint.Report:
    """A report with its papers."""
    return budgetlint.check(path, paper=True)


def quiet(seen: Seen) -> None:
    """The page complained of nothing, and asked for nothing but itself."""
    assert seen.complaints == []
    assert [url for url in seen.requests[1:] if not url.startswith("data:")] == []


WRONG = ".sheet button.is-wrong"


def test_a_press_shows_the_arithmetic_and_lights_every_addend(opened: Open) -> None:
    seen = opened(checked(BROKEN))
    page = seen.page
    assert page.locator("#panel").is_hidden()
    page.click(WRONG)
    rows = page.locator("#panel .rel[data-open] tr.add td.amount").all_inner_texts()
    assert rows == ["14,571.61", "2,216.62", "12,534.99"]
    lit = page.locator("button.lit .v").all_inner_texts()
    assert lit == ["14,571.61", "2,216.62", "12,534.99"]
    assert page.locator("button.lit").evaluate_all("all => all.map(e => e.dataset.sign)") == [
        "",
        "+",
        "+",
    ]
    assert "14,751.61" in page.locator("#panel .state").inner_text()
    page.locator("#panel .rel > h3 > button").nth(1).click()
    assert page.locator("button.lit").count() > 3
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.locator("button.lit").count() == 0
    assert page.evaluate("document.activeElement.className").startswith("f is-wrong")
    quiet(seen)


def test_figures_of_all_states_can_be_pressed(opened: Open) -> None:
    seen = opened(checked(EXAMPLE))
    pressed = seen.page.evaluate(
        """() => [...document.querySelectorAll("button.f")].filter((_, n) => !(n % 4)).map(f => {
            f.click();
            const value = document.querySelector("#panel .spot").textContent.trim();
            const rows = document.querySelectorAll("#panel .rel").length;
            return [f.querySelector(".v").textContent.trim(), value, rows, f.className];
        })"""
    )
    assert len(pressed) > 130
    for printed, shown, rows, style in pressed:
        assert printed.replace("\n", "") == shown.replace("\n", "")
        assert rows or "is-open" in style or "is-broken" in style or "is-suspect" in style
    quiet(seen)


def test_the_keyboard_reaches_everything(opened: Open) -> None:
    seen = opened(checked(BROKEN))
    page = seen.page
    stops = page.locator(".sheet .f[tabindex='0']").count()
    with_figures = page.locator(".sheet:has(.f)").count()
    assert stops == with_figures
    page.locator("#t0-2 .f").first.focus()
    for key in ("ArrowDown", "ArrowRight", "End", "Home", "ArrowUp"):
        page.keyboard.press(key)
    focused = "document.activeElement.querySelector('.v').textContent"
    assert page.evaluate(focused) == "13,961.26"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "1,426.28"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel-h"
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == "1,426.28"
    quiet(seen)


def test_filters_by_severity_table_and_rule(opened: Open) -> None:
    report = checked(EXAMPLE)
    seen = opened(report, "en")
    page = seen.page
    every = report.findings
    visible = page.locator(".finding:visible")
    assert visible.count() == len(every)
    page.uncheck("input[value=info]")
    assert visible.count() == sum(f.severity != "info" for f in every)
    page.uncheck("input[value=warning]")
    page.uncheck("input[value=error]")
    assert page.locator(".none").is_visible()
    page.click("text=Clear filters")
    page.wait_for_function("document.querySelector('.filters').dataset.count > 0")
    assert visible.count() == len(every)
    page.select_option("select[name=rule]", "M1")
    assert visible.count() == sum(f.code == "M1" for f in every)
    page.select_option("select[name=rule]", "")
    table = page.locator("select[name=table] option").nth(1).get_attribute("value")
    page.select_option("select[name=table]", table)
    assert 0 < visible.count() < len(every)
    assert page.locator(".shown").inner_text() == f"{visible.count()} of {len(every)} shown"
    quiet(seen)


def test_a_link_in_a_finding_leads_to_its_figure(opened: Open) -> None:
    seen = opened(checked(BROKEN))
    seen.page.locator(".finding a.go").first.click()
    assert "is-wrong" in seen.page.evaluate("document.activeElement.className")
    assert seen.page.locator("#panel").is_visible()
    assert seen.page.locator(WRONG).evaluate(
        "e => { const r = e.getBoundingClientRect(); return r.top > 0 && r.bottom < innerHeight }"
    )
    quiet(seen)


def test_both_languages(opened: Open) -> None:
    seen = opened(checked(BROKEN))
    page = seen.page
    assert "表格" in page.locator("nav").inner_text()
    page.click(WRONG)
    page.click("#lang")
    assert page.evaluate("document.documentElement.lang") == "en"
    ours = page.locator("nav, #panel h2, #panel .state, .legend, footer").all_inner_texts()
    assert not any("\u4e00" <= letter <= "\u9fff" for text in ours for letter in text)
    assert page.title().endswith("Budget check report")
    page.click("#lang")
    assert page.title().endswith("预算公开核对报告")
    quiet(seen)


def test_light_and_dark(opened: Open) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = opened(checked(BROKEN), color_scheme="light").page.evaluate(ground)
    page = opened(checked(BROKEN), color_scheme="dark").page
    dark = page.evaluate(ground)
    page.click("#theme")
    assert page.evaluate(ground) == light != dark


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_sticks_out_of_a_phone(opened: Open, width: int) -> None:
    seen = opened(checked(EXAMPLE), viewport={"width": width, "height": 800})
    out = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert seen.page.evaluate(out) <= 0
    seen.page.locator("#t0-1 .f").nth(3).click()
    assert seen.page.evaluate(out) <= 0
    assert seen.page.locator("#t0-1 .f.chosen").is_visible()
    quiet(seen)


def test_it_prints(opened: Open, tmp_path: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    seen = opened(checked(BROKEN), color_scheme="dark")
    seen.page.click(WRONG)
    seen.page.emulate_media(media="print")
    assert seen.page.locator("#panel").is_hidden()
    assert seen.page.locator(".bar").is_hidden()
    white = "getComputedStyle(document.body).backgroundColor"
    assert seen.page.evaluate(white) == "rgb(255, 255, 255)"
    path = tmp_path / "report.pdf"
    seen.page.pdf(path=str(path), prefer_css_page_size=True)
    document = pdfium.PdfDocument(str(path))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert len(document) > 5
    for printed in ("14,571.61", "14,751.61", "13,961.26"):
        assert printed in text
    assert len({tuple(round(side) for side in page.get_size()) for page in document}) == 2
    document.close()
    quiet(seen)


def test_it_can_be_read_without_scripts(opened: Open) -> None:
    page = opened(checked(BROKEN), java_script_enabled=False).page
    assert page.locator(".sheet").count() == 12
    assert page.locator(".finding:visible").count() == 1
    assert page.locator(".filters, .tools").first.is_hidden()


@pytest.mark.parametrize(
    "evil", [*EVIL, "<img src=x onerror=alert(1)>", "</script><svg onload=alert(1)>"], ids=ascii
)
def test_nothing_from_a_document_runs(opened: Open, evil: str) -> None:
    data = poisoned(evil)
    data["tables"] = data["tables"][:4]
    seen = opened(budgetlint.check(data, paper=True))
    page = seen.page
    figures = page.locator("button.f")
    for number in range(0, figures.count(), 40):
        figures.nth(number).click()
    page.click("#lang")
    assert page.locator("script").count() == 2
    assert page.locator("img, iframe, object, svg:not(.gauge)").count() == 0
    quiet(seen)


def test_what_is_smuggled_in_is_dead(opened: Open) -> None:
    seen = opened(checked(BROKEN))
    tried: Mapping[str, Any] = seen.page.evaluate(
        """() => {
            const found = {};
            try { document.body.innerHTML = "<img src=x onerror='window.ran = 1'>"; }
            catch (error) { found.html = error.name; }
            const script = document.createElement("script");
            try { script.text = "window.ran = 2"; document.body.append(script); }
            catch (error) { found.script = error.name; }
            const frame = document.createElement("iframe");
            frame.src = "https://example.org/"; document.body.append(frame);
            return found;
        }"""
    )
    seen.page.wait_for_timeout(200)
    assert tried == {"html": "TypeError", "script": "TypeError"}
    assert seen.page.evaluate("window.ran") is None
    assert [url for url in seen.requests if "example.org" in url] == []


VIEWS: Mapping[str, Mapping[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 800}},
}


@pytest.mark.parametrize("view", VIEWS)
def test_everyone_can_use_it(opened: Open, view: str) -> None:
    lang = "en" if view == "dark" else "zh"
    seen = opened(budgetlint.check(some(), paper=True), lang, **VIEWS[view])
    seen.page.locator(".sheet button.is-rounding").first.click()
    assert faults(seen.page) == []


def some() -> dict[str, Any]:
    """Three tables and the first sections of the real example."""
    data: dict[str, Any] = json.loads(Path(EXAMPLE).read_text(encoding="utf-8"))
    data["tables"] = data["tables"][:3]
    data["narrative"] = data["narrative"][:8]
    return data


def faults(page: Any) -> list[str]:
    """What axe-core objects to."""
    page.evaluate(judge("axe-core/axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{v['id']}: {v['help']}: {v['nodes'][0]['html']}: {v['nodes'][0]['failureSummary']}"
        for v in found["violations"]
    ]


def test_many_documents(opened: Open) -> None:
    data = json.loads(Path(BROKEN).read_text(encoding="utf-8"))
    data["tables"] = data["tables"][:3]
    files = [budgetlint.check(data, paper=True).files[0] for _ in range(3)]
    seen = opened(budgetlint.Report(tuple(files)))
    page = seen.page
    assert page.locator("details.one[open]").count() == 0
    page.locator(".index a").nth(2).click()
    assert page.locator("#d2").evaluate("details => details.open")
    page.locator("#d2 .finding a.go").first.click()
    assert page.locator("#panel").is_visible()
    assert faults(page) == []
    quiet(seen)
