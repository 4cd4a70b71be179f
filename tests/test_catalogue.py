"""The example held side by side with the catalogue of relations, rule by rule.

`data/catalogue.json` holds, for each of the catalogue's 131 rules, how many of its 1,221 instances
are exact, within rounding, empty, violated or remarks ("info"), and what is within rounding.
`DIFFERS` are the rules whose instances are counted otherwise here, each with the reason;
`pytest tests/test_catalogue.py -s -k differences` prints them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from budgetlint.evaluate.outcomes import RuleOutcome
from budgetlint.model.verdict import Verdict
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
CATALOGUE = json.loads((HERE / "data" / "catalogue.json").read_text(encoding="utf-8"))

# Rules of the catalogue that are several rules here, because each rule says one thing.
SPLIT = {
    "A6b": ("A6b", "A6c"),
    "C18": ("C18", "C18b", "C18c"),
    "D1": ("D1", "D1b", "D1c"),
    "F1": ("F1", "F1b"),
    "G1": ("G1", "G1b"),
    "G2": ("G2", "G2b"),
    "G3": ("G3", "G3b"),
    "G9": ("G9", "G9b", "G9c", "G9d"),
    "H1": ("H1", "H1b"),
    "I3": ("I3", "I3b"),
    "I7": ("I7", "I7b"),
    "J4": ("J4", "J4b"),
    "J6": ("J6", "J6b"),
    "J9": ("J9", "J9b"),
    "J11": ("J11", "J11b"),
    "K1": ("K1", "K1b"),
    "L2": ("L2", "L2b"),
    "L3": ("L3", "L3b"),
}

DIFFERS: Mapping[str, tuple[Mapping[str, int], str]] = {
    "B4r": ({}, "the table as OCR read it; see test_slipped_table"),
    "C18": ({"exact": 7}, "2101102 against 30110 is no identity; C18b compares them"),
    "C23": ({"exact": 6}, "the withheld project names no groups, so there is nothing to check"),
    "F3": ({}, "not checked without last year's document"),
    "G12": ({"exact": 10}, "three more runs of numbers are found"),
    "G13": ({"exact": 1, "info": 1}, "101.9 % of the change is explained: that is enough"),
    "H3": ({"exact": 8, "violation": 2}, "the sources that are mentioned are counted too"),
    "H4": ({"exact": 3}, "the remark as a rule: 0.00 in the prose is a blank in the table"),
    "H6": ({"exact": 6}, "amount and change are two instances"),
    "J4": ({"exact": 60, "info": 1}, "every indicator is looked at"),
    "J6": ({"exact": 13, "vacuous": 1, "info": 4}, "the targets that are in order are counted too"),
    "J9": ({"exact": 120}, "each cell is an instance; the slipped row of the OCR is put right"),
    "J10": ({"exact": 2}, "one table for all projects; the header that OCR lost is put right"),
    "J11": ({"exact": 21}, "each field is an instance"),
    "K1": ({"exact": 29}, "each table, project and section is an instance"),
    "K3": ({"exact": 6}, "the withheld project has no dates"),
    "K4": ({"exact": 13}, "each table with money is an instance, the performance tables too"),
    "M4": ({"exact": 49, "violation": 1}, "all paragraphs are looked at, not seven"),
    "M8": ({"exact": 18}, "each change is an instance"),
    "M9": ({"exact": 18}, "no contradiction, said of each change"),
    "N1": ({"rounding": 5}, "97.31 is 97.315 within rounding, and is called that here"),
    "N2": ({"exact": 3, "not_applicable": 3, "info": 17}, "small changes are counted too"),
    "N5": ({"exact": 1}, "the remark as a rule, which holds"),
    "N6": ({"exact": 1, "info": 4}, "each of the five projects that are called new is an instance"),
}


def outcomes(path: str) -> dict[str, RuleOutcome]:
    kit = checker().packs.load("cn-xinjiang-2026")
    return {o.rule.code: o for o in kit.outcomes(read(str(EXAMPLES / path))).rules}


@pytest.fixture(scope="module")
def example() -> dict[str, RuleOutcome]:
    return outcomes("xinjiang-2026/budget.json")


def counts(code: str, example: dict[str, RuleOutcome]) -> Counter[str]:
    """What is broken is a remark where the rule's severity is info, else a violation."""
    found: Counter[str] = Counter()
    for part in SPLIT.get(code, (code,)):
        broken = "info" if example[part].rule.severity == "info" else "violation"
        for verdict, count in example[part].counts.items():
            found[broken if verdict is Verdict.BROKEN else verdict.value] += count
    return +found


@pytest.mark.parametrize("code", CATALOGUE)
def test_counts(code: str, example: dict[str, RuleOutcome]) -> None:
    if code == "B4r":
        return
    wanted = DIFFERS[code][0] if code in DIFFERS else CATALOGUE[code]["counts"]
    assert counts(code, example) == Counter(wanted)


@pytest.mark.parametrize("code", [c for c in CATALOGUE if CATALOGUE[c]["deviations"]])
def test_deviations(code: str, example: dict[str, RuleOutcome]) -> None:
    """What rounding explains, instance by instance; a share's deviation is not an amount."""
    wanted = sorted(Decimal(d["difference"]) for d in CATALOGUE[code]["deviations"])
    found = [d for part in SPLIT.get(code, (code,)) for d in example[part].deviations]
    residuals = sorted(d.residual for d in found if d.verdict is Verdict.ROUNDING)
    assert residuals == wanted


def test_differences_are_told() -> None:
    """Every difference has its reason, and the rest of the 1,221 instances is the same."""
    same = 0
    for code, entry in CATALOGUE.items():
        if code in DIFFERS:
            wanted, reason = DIFFERS[code]
            assert reason
            print(f"{code}: {dict(entry['counts'])} there, {dict(wanted)} here: {reason}")  # noqa: T201
        else:
            same += sum(entry["counts"].values())
    print(f"{same} instances are the same")  # noqa: T201
    total = sum(sum(entry["counts"].values()) for entry in CATALOGUE.values())
    assert (len(CATALOGUE), total) == (131, 1221)
    assert same == 1083


def test_the_csv_folder_says_the_same(example: dict[str, RuleOutcome]) -> None:
    """The sheets as published, the performance forms among them."""
    other = outcomes("xinjiang-2026/csv")
    found = {code: dict(o.counts) for code, o in other.items()}
    wanted = {code: dict(o.counts) for code, o in example.items()}
    # JSON names the unit of the two performance tables, the sheets once for both.
    assert found.pop("K1")[Verdict.EXACT] == wanted.pop("K1")[Verdict.EXACT] - 1
    assert found == wanted


def test_everything_is_checked(example: dict[str, RuleOutcome]) -> None:
    unchecked = {code: o.status for code, o in example.items() if o.status is not Verdict.EXACT}
    # Tables 8 and 9 are empty; nothing is said of final accounts or of what is
    # carried over; last year is not given.
    prose = {"E5", "E6", "E7", "E9", "E13", "E15", "E19", "E20", "F3"}
    assert set(unchecked) == {"B15", *prose, *(f"Y{number}" for number in range(1, 12))}
    assert unchecked["F3"] is Verdict.NOT_CHECKED


def test_no_figure_of_the_tables_is_wrong(example: dict[str, RuleOutcome]) -> None:
    """Its faults are of words, names and plausibility; the arithmetic holds."""
    broken = {c for c, o in example.items() if o.counts.get(Verdict.BROKEN)}
    errors = {c for c in broken if example[c].rule.severity == "error"}
    assert errors == {"K5", "M1", "M2", "M3", "M4"}
    warnings = {c for c in broken if example[c].rule.severity == "warning"}
    assert warnings == {"G6", "G9", "G9b", "G9d", "H3", "M6"}


def test_slipped_table() -> None:
    """The slip of the source: the catalogue counts four columns of B4, three of them broken."""
    rule = outcomes("broken/slipped-table-2.json")["B4"]
    broken = {
        (d.relation.left[0][1].column, d.residual)
        for d in rule.deviations
        if d.verdict is Verdict.BROKEN
    }
    assert broken == {
        ("财政专户", Decimal("-200.00")),
        ("单位资金", Decimal("-9530.49")),
        ("财政拨款结转", Decimal("9730.49")),
    }
    assert len(broken) == CATALOGUE["B4r"]["counts"]["extraction"]
