"""What no budget is: refused at once with one message that names the limit; and what is within the
limits takes steps in proportion to it."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import openpyxl
import pytest

import budgetlint
from budgetlint.model import limits
from budgetlint.model.errors import InputError
from budgetlint.model.phrases import Expressions, TemplateError, compile_template
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from steps import calls, growth

HEAD = "单位支出总体情况表\n科目编码,科目名称,合计,基本支出,项目支出\n"


def columns(count: int) -> bytes:
    names = [f"列{n}" for n in range(count)]
    return f"{','.join(names)}\n{','.join(['1.00'] * count)}\n".encode()


def rows(count: int) -> bytes:
    return (HEAD + "".join(f",某项{n},1.00,1.00,0.00\n" for n in range(count))).encode()


def rows_with_codes(count: int) -> bytes:
    lines = (f"2{n % 1000000:06d},某项{n},1.00,1.00,0.00\n" for n in range(count))
    return (HEAD + "".join(lines)).encode()


def rows_of_one_code(count: int) -> bytes:
    return (HEAD + "".join(f"2010101,某项{n},1.00,1.00,0.00\n" for n in range(count))).encode()


def rows_without_a_code(count: int) -> bytes:
    return (HEAD + "".join(f"20{n}X5,某项{n},1.00,1.00,0.00\n" for n in range(count))).encode()


def unreadable(count: int) -> bytes:
    return (HEAD + "".join(f"2010101,某项{n},1.0O,1.00,0.00\n" for n in range(count))).encode()


def contradictions(count: int) -> bytes:
    lines = (f"{2000000 + n},某项{n},1.00,5.00,0.00\n" for n in range(count))
    return (HEAD + "".join(lines)).encode()


def classes(count: int) -> bytes:
    lines = "".join(f"一、某项{n % 50},1.00,二、某项{n % 40},0.00\n" for n in range(count))
    return ("收支总表\n收入项目,预算数,支出项目,预算数\n" + lines).encode()


def prose(count: int) -> bytes:
    line = "收入预算{0}.00万元，比上年增加{0}.00万元，增长{0}.00%。\n"
    return "".join(line.format(n) for n in range(1, count + 1)).encode()


def plain_prose(count: int) -> bytes:
    return ("这是一段没有数字的说明文字，只是为了占地方。\n" * count).encode()


def sheets(count: int) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for number in range(count):
        sheet = book.create_sheet(f"s{number}")
        for row in (["某表"], ["项目", "金额"], ["甲", 1.5]):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def tables(count: int) -> bytes:
    one = {"columns": ["项目"], "rows": [["甲"]]}
    return json.dumps({"tables": [{"id": f"t{n}", **one} for n in range(count)]}).encode()


def lists(count: int) -> bytes:
    return ('{"tables": [' + "[]," * count + "[]]}").encode()


BEYOND: dict[str, tuple[str, Callable[[], bytes], int]] = {
    # name of the file, what is in it, the limit that is named
    "columns": ("a.csv", lambda: columns(limits.COLUMNS + 1), limits.COLUMNS),
    "commas": ("a.csv", lambda: b"," * (limits.CELLS + 1), limits.CELLS),
    "lines of commas": ("a.csv", lambda: (b"," * 400 + b"\n") * 3000, limits.CELLS),
    "rows": ("a.csv", lambda: rows(limits.ROWS), limits.ROWS),
    "empty lines": ("a.csv", lambda: b"\n" * (limits.TEXT_LINES + 1), limits.TEXT_LINES),
    "sheets": ("a.xlsx", lambda: sheets(limits.SHEETS + 1), limits.SHEETS),
    "tables": ("a.json", lambda: tables(limits.SHEETS + 1), limits.SHEETS),
    "lists": ("a.json", lambda: lists(limits.SHEETS), limits.SHEETS),
    "figures": ("a.txt", lambda: prose(limits.FIGURES // 3 + 1), limits.FIGURES),
    "prose": ("a.txt", lambda: "甲".encode() * (limits.PROSE + 1), limits.PROSE),
    "lines of prose": (
        "a.txt",
        lambda: "甲。\n".encode() * (limits.PARAGRAPHS + 1),
        limits.PARAGRAPHS,
    ),
    "a text": ("a.csv", lambda: b"a" * (limits.TEXT_BYTES + 1), limits.TEXT_BYTES),
    "json": ("a.json", lambda: b" " * (limits.JSON_BYTES + 1), limits.JSON_BYTES),
}


@pytest.mark.parametrize("name", BEYOND)
def test_what_is_beyond_a_limit_is_refused_with_it(name: str) -> None:
    path, make, limit = BEYOND[name]
    with pytest.raises(InputError) as caught:
        read(path, make())
    (problem,) = caught.value.problems
    assert problem.code == "input-too-large"
    assert f"{limit:,}" in problem.expected.en
    assert "docs/limits.md" in problem.expected.zh


def set_with_blanks(count: int) -> bytes:
    """A list of a few lines, each as wide as nobody prints them."""
    lines = ["项目  " + "  ".join(f"{n + row}.50" for n in range(count)) for row in range(4)]
    return "\n".join(["单位收支总表", "单位：万元", *lines]).encode()


WITHIN: dict[str, tuple[str, Callable[[int], bytes], int]] = {
    # name of the file, what is in it, how much of it
    "columns": ("a.csv", columns, 100),
    "rows without parents": ("a.csv", rows, 300),
    "rows": ("a.csv", rows_with_codes, 300),
    "rows of one code": ("a.csv", rows_of_one_code, 200),
    "rows without a code": ("a.csv", rows_without_a_code, 300),
    "figures that are none": ("a.csv", unreadable, 200),
    "contradictions": ("a.csv", contradictions, 60),
    "classes without codes": ("a.csv", classes, 200),
    "lines of prose": ("a.txt", prose, 40),
    "lines without figures": ("a.txt", plain_prose, 400),
    "columns set with blanks": ("a.txt", set_with_blanks, 100),
    "sheets": ("a.xlsx", sheets, 20),
    "tables": ("a.json", tables, 100),
}


@pytest.mark.parametrize("name", WITHIN)
def test_steps_grow_in_proportion(name: str) -> None:
    """Four times as much takes four times as many steps, and not sixteen times."""
    path, make, size = WITHIN[name]
    check = checker("cn-common")

    def work(count: int) -> Callable[[], object]:
        data = make(count)
        return lambda: check.report(read(path, data))

    work(4 * size)()  # what is made once is made, and names that were read are known
    assert growth(work, size, 4) < 6


@pytest.mark.parametrize(
    ("template", "refused"),
    [
        ("{subject}{_}的收入{amount}", False),
        ("{_}的{_}的收入{amount}", False),
        ("{_}的{_}的{_}的收入{amount}", True),
        ("{subject}{_}的{_}的{_}的{_}的{_}的{_}的收入{amount}终", True),
        ("{items}和{items}", True),
        ("{subject}{subject}{subject}{subject}", True),
    ],
)
def test_templates_that_would_match_for_ever(template: str, refused: bool) -> None:  # noqa: FBT001
    if not refused:
        compile_template(template, {}, Expressions())
        return
    with pytest.raises(TemplateError) as caught:
        compile_template(template, {}, Expressions())
    assert caught.value.reason == "ways"


def test_a_million_faults_are_not_told_one_by_one() -> None:
    data = json.dumps({f"k{n}": 1 for n in range(5 * limits.PROBLEMS)}).encode()
    report = budgetlint.check(json.loads(data))
    assert len(report.problems) <= limits.PROBLEMS + 1


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("PROBLEMS", unreadable, "problems-not-listed"),
        ("BROKEN", contradictions, "findings-not-listed"),
    ],
)
def test_what_is_not_told_one_by_one_is_told_together(
    name: str, make: Callable[[int], bytes], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, name, 20)
    check = checker("cn-common")
    within = check.report(read("a.csv", make(10)))
    assert code not in {problem.code for problem in within.problems}
    beyond = check.report(read("a.csv", make(90)))
    assert beyond.status == "error"
    assert [problem.code for problem in beyond.problems][-1:] == [code]
    assert len(beyond.problems) <= 21
    assert sum(len(finding.relations) for finding in beyond.findings) <= 20 + 2 * 90 * (
        name == "PROBLEMS"
    )


def test_nothing_is_read_of_what_is_too_large() -> None:
    """The refusal takes a few steps, however much there is."""
    large = b"," * (4 * limits.CELLS)

    def refused() -> None:
        with pytest.raises(InputError):
            read("a.csv", large)

    assert calls(refused) < 2000
