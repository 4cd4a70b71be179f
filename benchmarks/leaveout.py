"""The forms of places without what the program knows of them.

usage: python benchmarks/leaveout.py [PLACE...]

For each form: how many figures have coordinates without its own words, which are all words of the
vocabulary (neutral ones too) and all titles and headers of the packs by their letters that this
form prints and no other form does, whether or not a published document prints them. Then how many
have them where the form is written anew with the words of `tests/data/synonyms.toml`, which were
chosen without asking the program and of which none is in the tests of its vocabulary; and what is
found wrongly there.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from budgetlint.model.layout import Layout, Side  # noqa: E402  (from this tree)
from budgetlint.model.names import norm  # noqa: E402
from budgetlint.model.raw import RawDocument  # noqa: E402
from budgetlint.model.vocabulary import Vocabulary, understood  # noqa: E402
from budgetlint.recognise.document import recognise  # noqa: E402
from budgetlint.recognise.facts import facts_of  # noqa: E402
from budgetlint.recognise.layouts import Layouts  # noqa: E402
from budgetlint.tasks.check import checker  # noqa: E402
from papers.places import FINALS, FORMS, document, sheets  # noqa: E402

Form = Mapping[str, Any]
EVERY = (*FORMS, *FINALS)
DATA = ROOT / "tests" / "data"


def main() -> None:
    """Print a line for each place, and their sum."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("places", nargs="*")
    options = parser.parse_args()
    sums = [0] * 6
    for form in EVERY:
        if options.places and form["name"] not in options.places:
            continue
        raw = document(form)
        whole = read(raw, checker().kit_for(raw).layouts)
        left, own = without_own(form, raw)
        other, wrong = with_synonyms(raw)
        counts = [whole, left, own, other[0], other[1], wrong]
        print(f"{form['name']:16} {_line(counts)}", flush=True)
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
    print(f"{'all':16} {_line(sums)}")


def _line(counts: list[int]) -> str:
    whole, left, own, other, printed, wrong = counts
    return (
        f"{left:5} of {whole:5} figures without {own:3} words and names; "
        f"{other:5} of {printed:5} in other words, {wrong} wrong"
    )


def read(raw: RawDocument, layouts: Layouts) -> int:
    """How many figures have coordinates."""
    facts = facts_of(recognise(raw, layouts), layouts[0].vocabulary)
    return sum(not fact.why for fact in facts)


def without_own(form: Form, raw: RawDocument) -> tuple[int, int]:
    """How many figures have coordinates without what only this form prints, and how much it is."""
    kit = checker().kit_for(raw)
    known = kit.layouts[0].vocabulary
    words = _words(form["name"], known) - _of_others(form, known)
    names = _cells(form["name"]) - {c for f in EVERY if f is not form for c in _cells(f["name"])}
    less = known._replace(
        words={word: sets for word, sets in known.words.items() if word not in words},
        alone={word: sets for word, sets in known.alone.items() if word not in words},
    ).anew()
    layouts = [_without(layout, names)._replace(vocabulary=less) for layout in kit.layouts.every]
    declared = {t for la in kit.layouts for t in (*la.titles, *_headers(la))} & names
    return read(raw, Layouts(layouts)), len(words) + len(declared)


def _of_others(form: Form, vocabulary: Vocabulary) -> set[str]:
    return {w for f in EVERY if f is not form for w in _words(f["name"], vocabulary)}


@cache
def _cells(name: str) -> frozenset[str]:
    """What a form prints, normalised."""
    form = next(f for f in EVERY if f["name"] == name)
    return frozenset(norm(c) for _, sheet in sheets(form) for row in sheet.rows for c in row if c)


@cache
def _words(name: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The words of the vocabulary that a form prints, neutral ones too."""
    pieces = (piece for cell in _cells(name) for piece in understood(vocabulary, cell).pieces)
    return frozenset(piece.text for piece in pieces if piece.sets is not None)


def _headers(layout: Layout) -> Iterator[str]:
    for side in layout.sides:
        for column in side.columns.values():
            yield from (part for header in column.headers for part in header)


def _without(layout: Layout, names: frozenset[str]) -> Layout:
    """A layout without the titles and headers that have these letters."""
    titles = tuple(title for title in layout.titles if title not in names)
    return layout._replace(titles=titles, sides=tuple(_side(side, names) for side in layout.sides))


def _side(side: Side, names: frozenset[str]) -> Side:
    columns = {
        name: column._replace(headers=tuple(h for h in column.headers if not names & set(h)))
        for name, column in side.columns.items()
    }
    return side._replace(columns=columns)


def with_synonyms(raw: RawDocument) -> tuple[tuple[int, int], int]:
    """How many figures of the document have coordinates in other words, of how many; and how many
    findings there are."""
    grids = [g._replace(rows=[[_other(c) for c in row] for row in g.rows]) for g in raw.grids]
    other = raw._replace(grids=tuple(grids))
    kit = checker().kit_for(other)
    facts = list(facts_of(kit.recognise(other), kit.layouts[0].vocabulary))
    known = checker().kit_for(raw)
    printed = len(list(facts_of(known.recognise(raw), known.layouts[0].vocabulary)))
    report = checker().report(other)
    wrong = sum(finding.severity == "error" for finding in report.findings)
    return (sum(not fact.why for fact in facts), printed), wrong


@cache
def _synonyms() -> list[tuple[str, str]]:
    """Words and what is written for them, the longest first; none that the vocabulary is tested
    by."""
    tested = (DATA / "vocabulary.toml").read_text("utf-8")
    pairs = tomllib.loads((DATA / "synonyms.toml").read_text("utf-8"))["words"].items()
    return sorted(((a, b) for a, b in pairs if f"'{b}'" not in tested), key=lambda p: -len(p[0]))


def _other(cell: str) -> str:
    """A cell in other words, each place replaced once."""
    found, at = "", 0
    while at < len(cell):
        pair = next(((a, b) for a, b in _synonyms() if cell.startswith(a, at)), None)
        found += pair[1] if pair else cell[at]
        at += len(pair[0]) if pair else 1
    return found


if __name__ == "__main__":
    main()
