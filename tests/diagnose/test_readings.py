"""Tables that were misread: another reading of their columns makes what fails hold, and no few
figures explain it. Anything less stays an error; what is worse never fares better."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budgetlint.diagnose.failing import explained_by
from budgetlint.diagnose.readings import RowsLow, readings
from budgetlint.evaluate.judge import evaluate
from budgetlint.model.place import Place
from budgetlint.model.raw import RawDocument
from budgetlint.readers.json.mapping import read_mapping
from budgetlint.report.report import FileReport
from budgetlint.tasks.check import checker
from budgetlint.tasks.kit import Kit

TABLE = """
[layout."{id}"]
number = {number}
titles = ["{title}"]
rows = "flat"
label = ["名称"]
total = ["合计"]
columns = ["总计", "基本", "项目"]
"""
ADDS_UP = """
[[rule]]
code = "R{number}"
name = "总计"
kind = "linear"
severity = "error"
for = "{id}[*]"
check = "总计 = 基本 + 项目"
message = "不等"
why = "总计"
"""
AGREES = """
[[rule]]
code = "S{number}{column}"
name = "与第一张表"
kind = "match"
severity = "error"
check = "first[$name].{column} = {id}[$name].{column}"
total = true
message = "不等"
why = "同一科目"
"""
COLUMNS = ["总计", "基本", "项目"]
TABLES = [("first", 1, "甲表"), ("second", 2, "乙表"), ("third", 3, "丙表")]
NAMES = ["教育", "卫生", "住房", "农业", "交通", "合计"]
RIGHT = [
    ["10.00", "4.00", "6.00"],
    ["20.00", "9.00", "11.00"],
    ["30.00", "23.00", "7.00"],
    ["40.00", "12.50", "27.50"],
    ["50.00", "31.00", "19.00"],
    ["150.00", "79.50", "70.50"],
]
Rows = list[list[str]]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("pack") / "own.toml"
    named = [dict(zip(("id", "number", "title"), table, strict=True)) for table in TABLES]
    texts = ['[pack]\nname = "own"\n', *(TABLE.format(**one) for one in named)]
    texts += [ADDS_UP.format(**one) for one in named]
    texts += [AGREES.format(**one, column=c) for one in named[1:] for c in COLUMNS]
    path.write_text("".join(texts), encoding="utf-8")
    return str(path)


def copies() -> list[Rows]:
    return [[row[:] for row in RIGHT] for _ in TABLES]


def data(tables: list[Rows]) -> dict[str, Any]:
    found = [
        {
            "id": id_,
            "title": title,
            "money": "万元",
            "columns": ["名称", "总计", "基本", "项目"],
            "rows": [[name, *row] for name, row in zip(NAMES, rows, strict=True)],
        }
        for (id_, _, title), rows in zip(TABLES, tables, strict=False)
    ]
    return {"tables": found}


def raw_of(found: dict[str, Any], page: int = 1, *, loose: bool = False) -> RawDocument:
    """Tables off a page (0: out of a file of cells); `loose` where text recognition found them."""
    raw, place = read_mapping(found), Place(page=page)
    tables = (t._replace(locate=lambda *_: place, loose=loose) for t in raw.tables)
    return raw._replace(tables=tuple(tables))


def check(tables: list[Rows], pack: str, page: int = 1, *, loose: bool = False) -> FileReport:
    return checker(pack).report(raw_of(data(tables), page, loose=loose))


def exit_code(tables: list[Rows], kit: Kit, page: int = 1) -> int:
    """That of the report, without looking for causes."""
    outcomes = kit.outcomes(raw_of(data(tables), page))
    return 2 if outcomes.document.problems else int(outcomes.broken > 0)


def exchanged(rows: Rows) -> Rows:
    """The two last columns under each other's header."""
    return [[row[0], row[2], row[1]] for row in rows]


def test_columns_under_each_others_header_are_one_problem_and_no_error(pack: str) -> None:
    tables = copies()
    tables[0] = exchanged(tables[0])
    report = check(tables, pack)
    assert report.findings == ()
    (problem,) = report.problems
    assert problem.code == "table-misread"
    assert "甲表" in problem.found.zh
    assert "“基本”栏是“项目”的数" in problem.found.zh
    assert report.status == "error"


def shifted(rows: Rows) -> Rows:
    """All columns one to the left."""
    return [[row[1], row[2], row[0]] for row in rows]


def low(rows: Rows) -> Rows:
    """All figures one row too low."""
    return [["", "", ""], *rows[:-1]]


def pushed(rows: Rows) -> Rows:
    """A cell too many in front; the last column is lost."""
    return [["", row[0], row[1]] for row in rows]


@pytest.mark.parametrize(
    ("wrong", "several"), [(exchanged, 1), (shifted, 1), (low, 1), (pushed, 1), (pushed, 3)]
)
def test_in_a_file_of_cells_figures_stand_where_the_office_wrote_them(
    wrong: Callable[[Rows], Rows], several: int, pack: str
) -> None:
    """Off a page each of these is a misreading; here they are errors, in all tables as in one."""
    tables = [wrong(rows) if n < several else rows for n, rows in enumerate(copies())]
    assert check(tables, pack).problems
    report = check(tables, pack, page=0)
    assert report.findings
    assert not report.problems


def test_nothing_of_it_counts_as_verified(pack: str) -> None:
    tables = copies()
    whole = check(tables, pack).coverage.relations
    tables[0] = exchanged(tables[0])
    relations = check(tables, pack).coverage.relations
    assert relations["not_checked"] == 42
    assert relations["exact"] == whole["exact"] - 42
    assert relations["broken"] == 0


def test_shifted_columns_are_read_otherwise(pack: str) -> None:
    tables = copies()
    tables[1] = shifted(tables[1])
    report = check(tables, pack)
    assert [p.code for p in report.problems] == ["table-misread"]
    assert "乙表" in report.problems[0].found.zh


@pytest.mark.parametrize(("step", "words"), [(1, "各行的数都上移一行"), (-1, "各行的数都下移一行")])
def test_figures_beside_the_next_label_are_misread(pack: str, step: int, words: str) -> None:
    tables = copies()
    blank = [["", "", ""]]
    tables[1] = [*blank, *tables[1][:-1]] if step > 0 else [*tables[1][1:], *blank]
    report = check(tables, pack)
    assert [problem.code for problem in report.problems] == ["table-misread"]
    assert words in report.problems[0].found.zh
    assert not report.findings


def test_a_cell_too_many_in_each_row_is_misread(pack: str) -> None:
    """Figures stand one column too far right, and the last of them are lost."""
    tables = copies()
    tables[1] = pushed(tables[1])
    report = check(tables, pack)
    assert [problem.code for problem in report.problems] == ["table-misread"]
    assert "从“总计”栏起，各栏的数都左移一栏" in report.problems[0].found.zh


def column(rows: Rows, at: int, change: Callable[[str], str]) -> Rows:
    """The rows with other figures in one column."""
    return [[change(text) if n == at else text for n, text in enumerate(row)] for row in rows]


WITH_CENTS = [
    ["4.13", "5.87"],
    ["9.12", "10.88"],
    ["23.31", "6.69"],
    ["12.52", "27.48"],
    ["31.00", "19.00"],
    ["80.08", "69.92"],
]


def beheaded(text: str) -> str:
    """Without its first digit, where there are as many as may be."""
    return text[1:] if len(text) == len("10.00") else text


@pytest.mark.parametrize(
    ("at", "change", "words"),
    [
        (1, lambda _: "", "“基本”栏有数没有读出"),
        (2, beheaded, "“项目”栏的数缺了首位"),
        (1, lambda text: text.replace(".", ""), "“基本”栏的小数点没有读出"),
    ],
)
def test_figures_that_were_not_read_whole_are_what_the_sums_leave(
    at: int, change: Callable[[str], str], words: str, pack: str
) -> None:
    tables = copies()
    for rows in tables:
        for row, cents in zip(rows, WITH_CENTS, strict=True):
            row[1:] = cents
    assert check(tables, pack).status == "ok"
    tables[1] = column(tables[1], at, change)
    report = check(tables, pack, loose=True)
    assert [problem.code for problem in report.problems] == ["table-misread"]
    assert words in report.problems[0].found.zh
    assert not report.findings


def test_last_digits_that_were_not_read_are_what_the_sums_leave(pack: str) -> None:
    tables = [[[text.replace(".", "") for text in row] for row in rows] for rows in copies()]
    tables[2] = column(tables[2], 0, lambda text: text[:-1])
    report = check(tables, pack, loose=True)
    assert [problem.code for problem in report.problems] == ["table-misread"]
    assert "“总计”栏的数缺了末位" in report.problems[0].found.zh


def test_a_blank_column_does_not_make_wrong_totals_a_misreading(pack: str) -> None:
    """What would have to stand there agrees with nothing."""
    tables = [column(rows, 1, lambda _: "") for rows in copies()]
    for rows in tables:
        for row in rows:
            row[2] = row[0]
    assert check(tables, pack).status == "ok"
    for row in tables[1]:
        row[0] = row[0].replace("0.00", "7.00")
    report = check(tables, pack)
    assert not report.problems
    assert report.findings


@pytest.mark.parametrize(("times", "beside"), [("2", ""), ("2", "0.00"), ("0.5", "0.00")])
def test_a_column_of_another_year_is_an_error(times: str, beside: str, pack: str) -> None:
    """It adds up by itself, and so does what it leaves of the totals: that is no evidence that the
    figures of the next column stand there, nor that a column was not read that prints noughts."""
    first, *others = data(copies())["tables"]
    tables = [first, *others]
    for table in tables:
        table["rows"] = [[name, all_, all_, beside] for name, all_, *_ in table["rows"]]
    assert checker(pack).report(raw_of({"tables": tables})).status == "ok"
    for row in first["rows"]:
        row[2] = str(Decimal(row[2]) * Decimal(times))
    report = checker(pack).report(raw_of({"tables": [first]}))
    assert not report.problems
    assert report.findings


SUMS = """
[[rule]]
code = "A{column}"
name = "合计"
kind = "linear"
severity = "error"
check = "first[合计].{column} = {parts}"
message = "不等"
why = "合计"
"""


@pytest.mark.parametrize("share", [2, 4])
def test_half_a_column_beside_a_blank_one_is_an_error(
    share: int, pack: str, tmp_path: Path
) -> None:
    """The rest adds up in the blank column, as any rest does; that says nothing of what stood
    there. What another table prints of it does."""
    own = tmp_path / "own.toml"
    parts = {c: " + ".join(f"first[{name}].{c}" for name in NAMES[:-1]) for c in COLUMNS}
    sums = (SUMS.format(column=c, parts=parts[c]) for c in COLUMNS)
    own.write_text("".join((Path(pack).read_text("utf-8"), *sums)), "utf-8")
    half = [[row[0], f"{Decimal(row[0]) / share}", ""] for row in RIGHT]
    (first, second, *_) = data([half, *copies()[1:]])["tables"]
    alone = checker(str(own)).report(raw_of({"tables": [first]}))
    assert alone.findings
    assert not alone.problems
    for row, given in zip(second["rows"], half, strict=True):
        row[2:] = [given[1], f"{Decimal(given[0]) - Decimal(given[1])}"]
    report = checker(str(own)).report(raw_of({"tables": [first, second]}))
    assert [problem.code for problem in report.problems] == ["table-misread"]


LIMIT = """
[[rule]]
code = "L"
name = "不超过"
kind = "linear"
severity = "error"
for = "first[*]"
check = "基本 >= 项目"
message = "超过"
why = "不超过"
"""


def test_that_figures_are_below_a_limit_is_no_evidence(pack: str, tmp_path: Path) -> None:
    """Exchanged columns add up as well, and half of all figures are below any limit."""
    own = tmp_path / "own.toml"
    own.write_text(Path(pack).read_text("utf-8") + LIMIT, "utf-8")
    rows = [[row[0], *sorted(row[1:], key=Decimal)] for row in RIGHT]
    report = checker(str(own)).report(raw_of({"tables": data([rows])["tables"]}))
    assert len(report.findings) >= 6
    assert not report.problems


def test_rows_that_stand_there_twice_were_read_twice_only_off_a_page(pack: str) -> None:
    tables = copies()
    found = data(tables)
    rows = found["tables"][1]["rows"]
    rows[3:3] = [row[:] for row in rows[:3]]
    report = checker(pack).report(raw_of(found, page=0))
    assert report.findings
    assert not report.problems


def test_a_table_of_one_row_is_not_one_row_too_low(pack: str) -> None:
    """Nothing of it would be left: whatever the others print would do for it."""
    kit, raw = checker().packs.load(pack), raw_of(data(copies()))
    (table, *_) = kit.recognise(raw).tables.values()
    columns = {(table.sides[0].structure.side.ordinal, name) for name in COLUMNS}
    assert any(isinstance(one, RowsLow) for one in readings(table, columns))
    short = raw.tables[0]._replace(rows=raw.tables[0].rows[:1])
    (table, *_) = kit.recognise(raw._replace(tables=(short,))).tables.values()
    assert not any(isinstance(one, RowsLow) for one in readings(table, columns))


def test_tables_that_were_misread_at_once_are_told_together(pack: str) -> None:
    """By one fault of a reader: each alone would have to disagree with the others."""
    tables = list(map(pushed, copies()))
    report = check(tables, pack)
    assert [problem.code for problem in report.problems] == ["table-misread"] * 3
    assert not report.findings
    assert report.coverage.relations["broken"] == report.coverage.relations["exact"] == 0


def test_tables_with_wrong_figures_at_once_are_errors(pack: str) -> None:
    """The same wrong totals in all tables: they agree with each other, and add up in none."""
    tables = [column(rows, 0, lambda text: text.replace("0.00", "4.00")) for rows in copies()]
    report = check(tables, pack)
    assert not report.problems
    assert report.findings


def test_totals_that_are_wrong_in_many_rows_are_errors(pack: str) -> None:
    """One row up each would make its sum hold, and break that of its neighbour."""
    tables = copies()
    for rows in tables:
        for row in rows:
            row[0] = row[0].replace("0.00", "3.00")
    report = check(tables, pack)
    assert not report.problems
    assert report.findings


def test_a_few_rows_exchanged_are_errors(pack: str) -> None:
    """Five of six rows: the columns of the table are not exchanged."""
    tables = copies()
    tables[0] = [*exchanged(tables[0][:3]), *tables[0][3:]]
    report = check(tables, pack)
    assert not report.problems
    assert report.findings


def test_many_wrong_figures_are_errors(pack: str) -> None:
    """Seven relations fail; no other reading mends them."""
    tables = copies()
    for row in tables[1]:
        row[0] = row[0].replace("0.00", "1.00")
    report = check(tables, pack)
    assert not report.problems
    assert report.findings


def test_where_the_reader_doubts_what_fails_the_table_is_in_doubt(pack: str) -> None:
    """Else these are errors (as above)."""
    tables = copies()
    for row in tables[1]:
        row[0] = row[0].replace("0.00", "1.00")
    found = data(tables)
    why = {"column": 1, "zh": "没有把握", "en": "not certain"}
    found["tables"][1]["doubts"] = [{"row": row, **why} for row in range(len(NAMES))]
    report = checker(pack).report(raw_of(found, page=0))
    assert [problem.code for problem in report.problems] == ["table-misread"]
    assert not report.findings


def test_a_misprint_in_a_misread_table_does_not_make_it_one_of_errors(pack: str) -> None:
    """What is left under the other reading is explained by one figure. Either of the others could
    be read so that it agrees with this one, but not both at once."""
    tables = copies()
    tables[0] = exchanged(tables[0])
    tables[0][0][0] = "18.00"
    report = check(tables, pack)
    assert [problem.code for problem in report.problems] == ["table-misread"]
    assert "甲表" in report.problems[0].found.zh
    assert not report.findings


def test_misprints_of_several_figures_in_a_misread_table_are_errors(pack: str) -> None:
    tables = copies()
    tables[0] = exchanged(tables[0])
    for row in tables[0][:3]:
        row[0] = row[0].replace("0.00", "8.00")
    report = check(tables, pack)
    assert not report.problems
    assert report.findings


MISREAD: tuple[Callable[[Rows], Rows], ...] = (
    lambda rows: rows,
    exchanged,
    low,
    pushed,
    lambda rows: column(rows, 1, lambda _: ""),
    lambda rows: column(rows, 2, beheaded),
    lambda rows: column(rows, 0, lambda text: text.replace(".", "")),
)


SEEDS = 28


def test_a_worse_document_never_fares_better(pack: str) -> None:
    """From a document that is not in order, further damage never leads to one that is."""
    kit, fell = checker(pack).packs.load(pack), 0
    for seed in range(SEEDS):
        chance = random.Random(seed)
        tables = copies()
        tables[seed % 3] = MISREAD[seed % len(MISREAD)](tables[seed % 3])
        before = 0
        for _ in range(4):
            rows = chance.choice(tables)
            row, column = chance.choice(rows), chance.randrange(3)
            if not row[column]:
                continue
            at = chance.choice([n for n, c in enumerate(row[column]) if c.isdigit()])
            row[column] = row[column][:at] + str(chance.randrange(10)) + row[column][at + 1 :]
            code = exit_code(tables, kit)
            assert code or not before, (seed, tables)
            fell += before == 2 and code == 1
            before = code
    assert fell, "no table that was misread became one with plain errors: the test is too weak"


def in_yuan(rows: Rows) -> Rows:
    """A table in the other unit than it says."""
    return [[f"{Decimal(text).scaleb(4):f}" for text in row] for row in rows]


def two_rows_exchanged(rows: Rows) -> Rows:
    """Two rows beside each other's names."""
    return [rows[1], rows[0], *rows[2:]]


OFFICE: tuple[Callable[[Rows], Rows], ...] = (in_yuan, two_rows_exchanged, lambda rows: rows)


@pytest.mark.parametrize("seed", range(9))
def test_faults_of_the_office_never_fare_better_for_being_worse(seed: int, pack: str) -> None:
    """Units, rows and figures compete; whichever is believed, it is a finding."""
    chance = random.Random(seed)
    tables = copies()
    tables[seed % 3] = OFFICE[seed // 3](tables[seed % 3])
    failed = False
    for _ in range(3):
        row = chance.choice(chance.choice(tables))
        at = chance.randrange(3)
        row[at] = f"{Decimal(row[at]) + chance.randrange(1, 9)}"
        report = check(tables, pack)
        assert report.status != "ok" or not failed, (seed, tables)
        assert report.findings or report.problems
        failed = True


def _cells(*relations: str) -> list[frozenset[tuple[int, str, int]]]:
    """The cells of some relations, a letter each."""
    return [frozenset((0, letter, 0) for letter in relation) for relation in relations]


def test_few_figures_explain_what_holds_one_of_them() -> None:
    """Two wrong figures, a and b, stand in all six relations; no single one does."""
    failing = _cells("ac", "ad", "ae", "bf", "bg", "bh")
    assert explained_by(failing, 2)
    assert not explained_by(failing, 1)
    assert not explained_by(_cells("ab", "cd", "ef", "gh"), 3)
    assert explained_by([], 0)


BESIDE = """
[[rule]]
code = "W"
name = "不适用"
kind = "linear"
severity = "error"
when = "first[教育].总计 = 1000"
for = "second[*]"
check = "总计 = 基本 + 项目"
message = "不等"
why = "总计"
"""


def test_of_a_rule_that_does_not_apply_nothing_is_taken_away(pack: str, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(Path(pack).read_text("utf-8") + BESIDE, "utf-8")
    tables = copies()
    tables[1] = exchanged(tables[1])
    raw = raw_of(data(tables))
    kit = checker(str(own)).kit_for(raw)
    document = kit.recognise(raw)
    outcomes = evaluate(kit.planner.plan(document), document)
    judged = sum(sum(outcome.counts.values()) for outcome in outcomes.rules)
    report = check(tables, str(own))
    assert [problem.code for problem in report.problems] == ["table-misread"]
    assert all(n >= 0 for outcome in kit.judged(document).rules for n in outcome.counts.values())
    assert sum(report.coverage.relations.values()) == judged


OVER_BOTH = """
[[rule]]
code = "T"
name = "两表合计"
kind = "linear"
severity = "error"
check = "second[合计].总计 = third[合计].总计"
message = "不等"
why = "总计"
"""


def test_a_sum_over_two_misread_tables_is_taken_away_once(pack: str, tmp_path: Path) -> None:
    """It holds as printed, for both are read wrongly in the same way."""
    own = tmp_path / "own.toml"
    own.write_text(Path(pack).read_text("utf-8") + OVER_BOTH, "utf-8")
    tables = copies()
    whole = check(tables, str(own)).coverage.relations
    for at in (1, 2):
        tables[at] = shifted(tables[at])
    report = check(tables, str(own))
    assert [problem.code for problem in report.problems] == ["table-misread"] * 2
    relations = report.coverage.relations
    assert sum(relations.values()) == sum(whole.values())
    assert relations["exact"] == len(NAMES)  # what the first table says of itself
    assert relations["broken"] == 0
