"""Small documents by a small pack: the scenarios of plan, evaluate and diagnose."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from budgetlint.model.document import Document
from budgetlint.model.errors import RuleError
from budgetlint.model.place import Place
from budgetlint.model.raw import Grid, RawDocument
from budgetlint.tasks.check import Checker
from budgetlint.tasks.kit import Kit
from scenarios import Case, rows_of

PACK = Path(__file__).with_name("small_pack.toml").read_text(encoding="utf-8")
MESSAGE = 'message = { zh = "不符", en = "not so" }\n'


def pack(case: Case, folder: Path) -> str:
    """The path of the pack with the rules of a scenario; their code is R1 and their message not
    given there."""
    path = folder / "rules.toml"
    rules = case["rules"].replace("[[rule]]\n", f"[[rule]]\n{MESSAGE}")
    path.write_text(f"{PACK}\n{rules}", encoding="utf-8")
    return str(path)


def checker(case: Case) -> Checker:
    """A checker with the rules of a scenario. Raises `RuleError`."""
    with tempfile.TemporaryDirectory() as folder:
        return Checker(pack(case, Path(folder)))


def raw(case: Case) -> RawDocument:
    """The document of a scenario: tables are parted by an empty line."""
    texts = case["tables"].strip("\n").split("\n\n")
    grids = (Grid(f"#{n}", rows_of(t), lambda _r, _c: Place("a")) for n, t in enumerate(texts, 1))
    return RawDocument("a", unit="某某局", year=2026, grids=tuple(grids))


def recognised(case: Case) -> tuple[Kit, Document]:
    """What a document is checked with, and the document. Raises `RuleError`."""
    document = raw(case)
    kit = checker(case).kit_for(document)
    return kit, kit.recognise(document)


def faults(error: RuleError) -> Iterator[str]:
    """What is wrong with the rules of a scenario."""
    for problem in error.problems:
        yield f"{problem.code}: {problem.found.en}; expected {problem.expected.en}"
