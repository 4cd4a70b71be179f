"""A run: which documents, by which settings, and what of the reports is asked for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import budgetlint
from budgetlint import InputError, RuleError
from budgetlint.cli.settings import KNOWN
from budgetlint.report.report import FileReport
from budgetlint.tasks.items import Asked, Item, items, unit_of
from budgetlint.tasks.run import reports
from budgetlint.tasks.select import Selection, selected
from budgetlint.tasks.settings import Settings, find_settings

EXAMPLES = Path(__file__).parents[2] / "examples"
NO_SETTINGS = Settings()
DOCS = Path(__file__).parents[2] / "docs"


def settings(folder: Path, text: str) -> Settings:
    (folder / "budgetlint.toml").write_text(text, encoding="utf-8")
    return find_settings(str(folder), KNOWN)


def plant(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a,b\n", encoding="utf-8")


def found(
    folder: Path, known: Settings = NO_SETTINGS, *given: str, by_unit: bool = False
) -> list[str]:
    """What is checked in a folder, by its path in it; a + stands before what is several files."""
    paths = [str(folder / name) for name in given] or [str(folder)]
    return [_shown(item, folder) for item in items(paths, Asked(by_unit=by_unit), known)]


def _shown(item: Item, folder: Path) -> str:
    return "+" * item.together + str(Path(item.input.path).relative_to(folder))


# Settings


def test_every_setting_is_described() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    listed = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    assert listed == set(KNOWN)


def test_the_settings_on_the_page_are_settings(tmp_path: Path) -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "my-province").mkdir()
    read = settings(tmp_path, page.split("```toml\n")[1].split("```")[0])
    assert read.values["rules"].value == str(tmp_path / "rules/my-province")
    assert read.of(str(tmp_path / "budgets/2025/a.json"))["rules"].value == "cn-xinjiang-2026"
    assert read.of(str(tmp_path / "budgets/2026/a.json"))["ignore"].value == ("K5", "text")


def test_the_last_override_counts(tmp_path: Path) -> None:
    known = settings(
        tmp_path,
        'select = ["A"]\n[[override]]\nfiles = ["2025/"]\nselect = ["B"]\nignore = ["B1"]\n'
        '[[override]]\nfiles = ["*.xlsx", "2025/x*"]\nselect = ["C"]\n',
    )
    plant(tmp_path, "2025/x.xlsx", "2025/y.json", "2026/z.json")
    chosen = {
        Path(item.input.path).name: item.selection
        for item in items([str(tmp_path)], Asked(), known)
    }
    assert chosen == {
        "x.xlsx": Selection(("C",), ("B1",)),
        "y.json": Selection(("B",), ("B1",)),
        "z.json": Selection(("A",), ()),
    }
    (item,) = items([str(tmp_path / "2025/x.xlsx")], Asked(select=("D",)), known)
    assert item.selection == Selection(("D",), ("B1",)), "the command line comes first"


FAULTS: dict[str, tuple[str, list[tuple[int, str]]]] = {
    "unknown": ('lan = "zh"', [(1, "lang")]),
    "types": ('strict = 1\njobs = "4"\nselect = "A"', [(1, "strict"), (2, "jobs"), (3, "select")]),
    "choices": ('\nfail-on = "erorr"', [(2, "error")]),
    "in a list": ("ignore = [3]", [(1, "ignore")]),
    "nobody": ("jobs = 0", [(1, "jobs")]),
    "override": ('[[override]]\nfiles = ["a"]\nlang = "zh"', [(3, "lang")]),
    "override without files": ('[[override]]\nselect = ["A"]', [(1, "files")]),
    "two at once": ('a = 1\n[[override]]\nfile = ["x"]', [(1, "a"), (3, "files"), (2, "files")]),
    "profile": ('strict = "@yes"', [(1, "strict")]),
}


@pytest.mark.parametrize(("text", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_all_faults_are_told_with_their_lines(
    tmp_path: Path, text: str, expected: list[tuple[int, str]]
) -> None:
    with pytest.raises(RuleError) as caught:
        settings(tmp_path, text)
    problems = caught.value.problems
    assert [problem.place.line for problem in problems] == [line for line, _ in expected]
    for problem, (_, word) in zip(problems, expected, strict=True):
        assert word in problem.found.en + problem.expected.en


def test_settings_of_others_are_none_of_ours(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("= broken", encoding="utf-8")
    assert find_settings(str(tmp_path), KNOWN) == Settings()
    (tmp_path / "pyproject.toml").write_text('[tool.budgetlint]\nlang = "en"', encoding="utf-8")
    assert find_settings(str(tmp_path), KNOWN).values["lang"].value == "en"


# Which documents


def test_units_are_one_document(tmp_path: Path) -> None:
    plant(tmp_path, "2026/甲/a.xlsx", "2026/甲/b.docx", "2026/乙/c.xlsx", "other/d.xlsx")
    known = settings(tmp_path, 'units = ["2026/*"]')
    assert found(tmp_path, known) == ["+2026/乙", "+2026/甲", "other/d.xlsx"]
    assert found(tmp_path, known, "2026/甲") == ["+2026/甲"]


def test_by_unit_a_file_stands_for_its_document_once(tmp_path: Path) -> None:
    plant(tmp_path, "2026/甲/a.xlsx", "2026/甲/b.docx", "csv/1.csv", "csv/2.csv", "x.json")
    known = settings(tmp_path, 'units = ["2026/*"]')
    given = ("2026/甲/a.xlsx", "2026/甲/b.docx", "csv/1.csv", "csv/2.csv", "x.json")
    assert found(tmp_path, known, *given, by_unit=True) == ["+2026/甲", "csv", "x.json"]
    assert unit_of(str(tmp_path / "csv/2.csv"), known) == str(tmp_path / "csv")


def test_what_git_ignores_is_passed_over(tmp_path: Path) -> None:
    plant(
        tmp_path, "a.xlsx", "b.xlsx", "draft/c.xlsx", "draft/keep.xlsx", "sub/d.xlsx", "sub/e.pdf"
    )
    (tmp_path / ".gitignore").write_text("/b.xlsx\ndraft/*\n!keep.xlsx\n", encoding="utf-8")
    (tmp_path / "sub" / ".gitignore").write_text("*.pdf\n", encoding="utf-8")
    assert found(tmp_path) == ["a.xlsx", "draft/keep.xlsx", "sub/d.xlsx"]
    assert found(tmp_path / "sub") == ["d.xlsx"]
    assert found(tmp_path, NO_SETTINGS, "b.xlsx") == ["b.xlsx"], "it is named"
    (tmp_path / "sub" / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("*\n", encoding="utf-8")
    assert found(tmp_path / "sub") == ["d.xlsx"], "another repository above says nothing"


def test_a_pattern_stands_for_what_it_fits(tmp_path: Path) -> None:
    plant(tmp_path, "a1.xlsx", "a2.xlsx", "sub/a3.xlsx", "[x].xlsx")
    assert found(tmp_path, NO_SETTINGS, "a*.xlsx") == ["a1.xlsx", "a2.xlsx"]
    assert found(tmp_path, NO_SETTINGS, "**/a3.xlsx") == ["sub/a3.xlsx"]
    assert found(tmp_path, NO_SETTINGS, "[x].xlsx") == ["[x].xlsx"], "a file of that name is it"
    assert found(tmp_path, NO_SETTINGS, "b*.xlsx") == ["b*.xlsx"]


# Selection


@pytest.mark.parametrize(
    ("selector", "covered"),
    [
        ("A3", {"A3"}),
        ("a3", {"A3"}),
        ("B1", {"B1"}),
        ("B1*", {"B1", "B12"}),
        ("J", {"J1"}),
        ("JA", {"JA1"}),
        ("text", {"K5"}),
    ],
)
def test_a_selector_means(selector: str, covered: set[str]) -> None:
    kinds = {"A3": "linear", "B1": "linear", "B12": "linear", "J1": "match", "JA1": "match"}
    kinds["K5"] = "text"
    chosen = Selection((selector,))
    assert {code for code, kind in kinds.items() if chosen.covers(code, kind)} == covered
    rest = Selection(ignore=(selector,))
    assert {code for code, kind in kinds.items() if not rest.covers(code, kind)} == covered


def published() -> FileReport:
    (report,) = budgetlint.check(EXAMPLES / "broken" / "transposed-digits.json").files
    return report


def test_a_finding_stays_if_one_of_its_relations_is_selected() -> None:
    report = published()
    kept = selected(report, Selection(("B5",)))
    (found,), (headed,) = report.findings, kept.findings
    assert headed.code == "B5", "it is among its relations, and heads them"
    assert {r.code for r in headed.relations} == {r.code for r in found.relations}
    assert (headed.suspects, headed.fingerprint) == (found.suspects, found.fingerprint)
    assert {skip.code for skip in kept.coverage.not_checked} <= {"B5"}
    assert selected(report, Selection(("A3",))).findings == report.findings
    gone = selected(report, Selection(("K",)))
    assert (gone.status, gone.findings, gone.unselected) == ("ok", (), 1)
    assert selected(report, Selection()) is report


def test_a_selector_without_a_rule_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "budget.json"
    shutil.copy(EXAMPLES / "broken" / "transposed-digits.json", path)
    with pytest.raises(InputError) as caught:
        reports([str(path)], Asked(select=("A3", "Q9"), ignore=("lineear",)), NO_SETTINGS)
    assert ["Q9" in p.found.en or "linear" in p.found.en for p in caught.value.problems] == [
        True,
        True,
    ]
    with pytest.raises(RuleError):
        reports([str(path)], Asked(rules="no-such-pack"), NO_SETTINGS)


def test_bytes_may_come_from_elsewhere() -> None:
    data = (EXAMPLES / "broken" / "three-public.json").read_bytes()
    (report,) = reports(["stdin.json"], Asked(data=data), NO_SETTINGS)
    assert (report.path, [f.code for f in report.findings]) == ("stdin.json", ["C14"])
