"""Whether the coordinates of the figures in tables are right, against a truth read another way.

usage: python benchmarks/truth.py [--pack PACK] [--show] FOLDER

FOLDER holds the published documents; they are known by their digests. `benchmarks/truth` says
what each of their figures is: for every table somebody who looked at the pages has written down
what its title says (`at`), where its columns stand and what each of them says (`columns`, from x
to x), and how rows are known (their codes, or the words in front of them). The words and where
they stand were read with MuPDF, which the program does not use. A line of `rows` is a page, how far
down, what the row says, and its figures. A figure that is not read, or of which something was not
understood, is missing; one in the place of another row or column is misplaced; one that stands
nowhere is invented.
"""

from __future__ import annotations

import argparse
import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from budgetlint.model.names import norm
from budgetlint.recognise.facts import PrintedFact, facts_of
from budgetlint.tasks.kit import Kit, Packs
from budgetlint.tasks.reading import read

TRUTH = Path(__file__).with_name("truth")
NEAR = 6.0
"""How far apart two libraries see the middle of one figure, in points."""
UNCOMPARED = frozenset({"chart", "role", "range"})
"""What is not compared: how a row was known, and what it adds up."""

Coordinates = Mapping[str, str]


class Figure(NamedTuple):
    """A printed figure: its table, what the row, the column and all of them together say, and
    where it stands."""

    table: str
    row: Coordinates
    column: Coordinates
    whole: Coordinates
    text: str
    page: int
    left: float
    right: float
    down: float


class Judged(NamedTuple):
    """A figure of the truth with what was read in its place, and the verdict on it."""

    verdict: str
    figure: Figure
    fact: PrintedFact | None


def main() -> None:
    """Print a line for each document, their sum, and what is wrong in words."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--pack", default="cn-common")
    parser.add_argument("--show", action="store_true", help="say what is wrong")
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    files = {_digest(path): path for path in options.folder.glob("*.pdf")}
    kit = Packs().load(options.pack)
    total: Counter[str] = Counter()
    for path in sorted(TRUTH.glob("*.toml")):
        truth = tomllib.loads(path.read_text("utf-8"))
        if truth["sha256"] not in files:
            print(f"{path.stem:40} not in {options.folder}")
            continue
        judged = list(judge(truth, files[truth["sha256"]], kit))
        counts = Counter(each.verdict for each in judged)
        total += counts
        print(_line(path.stem, counts))
        if options.show:
            _show([each for each in judged if each.verdict != "right"])
    print(_line("all", total))


def judge(truth: Mapping[str, object], path: Path, kit: Kit) -> Iterator[Judged]:
    """Every figure of the truth of a document, judged; then what was read where none stands."""
    figures = list(_figures(truth))
    raw = read(str(path))
    facts = list(facts_of(kit.recognise(raw), kit.layouts[0].vocabulary))
    others: dict[str, list[Figure]] = {}
    for figure in figures:
        others.setdefault(figure.table, []).append(figure)
    met: set[int] = set()
    for figure in figures:
        at = next((n for n, fact in enumerate(facts) if _is_at(fact, figure)), -1)
        met.add(at)
        fact = facts[at] if at >= 0 else None
        yield Judged(_verdict(figure, fact, others[figure.table]), figure, fact)
    for n, fact in enumerate(facts):
        if n not in met:
            yield Judged("invented", _NONE, fact)


_NONE = Figure("", {}, {}, {}, "", 0, 0, 0, 0)


def _figures(truth: Mapping[str, object]) -> Iterator[Figure]:
    """All figures of a document's truth."""
    everywhere = _coordinates(str(truth["at"]))
    for table in truth["table"]:  # type: ignore[attr-defined]
        at = everywhere | _coordinates(table["at"])
        columns = [_column(text) for text in table["columns"]]
        for line in table["rows"].strip().splitlines():
            place, said, cells = (part.strip() for part in line.split("|"))
            page, down = place.split()
            row = _coordinates(said)
            for (left, right, column), text in zip(columns, cells.split(), strict=True):
                if text != ".":
                    whole = _plain(at | column | row)
                    where = (int(page), left, right, float(down))
                    yield Figure(table["title"], row, column, whole, text, *where)


def _column(text: str) -> tuple[float, float, dict[str, str]]:
    """From where to where a column's figures stand, and what it says: "195-275 nature=basic"."""
    span, _, said = text.partition(" ")
    left, right = span.split("-")
    return float(left), float(right), _coordinates(said)


def _coordinates(text: str) -> dict[str, str]:
    """ "flow=income source=general" as coordinates."""
    pairs = (word.partition("=") for word in text.split())
    return {dimension: member for dimension, _, member in pairs}


def _plain(coordinates: Coordinates) -> dict[str, str]:
    """Coordinates without what goes without saying: whatever is spent is expenditure; a figure is
    an amount of this year's budget."""
    plain = {"stage": "budget", "measure": "amount", **coordinates}
    if {"function", "economy", "nature", "sangong", "matter"} & plain.keys():
        plain.setdefault("flow", "expenditure")
    return {name: member for name, member in plain.items() if name not in UNCOMPARED}


def _is_at(fact: PrintedFact, figure: Figure) -> bool:
    """Whether a figure was read where another one stands."""
    box = fact.place.box
    if box is None or fact.place.page != figure.page:
        return False
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return figure.left <= across <= figure.right and abs(down - figure.down) <= NEAR


def _verdict(figure: Figure, fact: PrintedFact | None, others: list[Figure]) -> str:
    if fact is None or fact.why:
        return "missing"
    if norm(fact.text) != norm(figure.text):
        return "misread"
    if _agree(figure, fact):
        return "right"
    elsewhere = (o for o in others if o.whole != figure.whole)
    return "misplaced" if any(_agree(other, fact) for other in elsewhere) else "wrong"


def _agree(figure: Figure, fact: PrintedFact) -> bool:
    """Whether the coordinates are those of the truth; an item may say more than its own name, and
    is compared where the truth gives one."""
    found = _plain(fact.coordinates)
    truth = dict(figure.whole)
    item, own = truth.pop("item", ""), found.pop("item", "")
    found.pop("year", "")
    truth.pop("year", "")
    return truth == found and _letters(item) in _letters(own)


def _letters(text: str) -> str:
    return "".join(c for c in norm(text) if c.isalnum())


def _line(name: str, counts: Counter[str]) -> str:
    of = sum(counts.values()) - counts["invented"]
    share = 100 * counts["right"] / of if of else 0.0
    kinds = ("missing", "wrong", "misplaced", "misread", "invented")
    rest = "  ".join(f"{counts[kind]} {kind}" for kind in kinds)
    return f"{name:40} {counts['right']:5} of {of:5}  {share:5.1f} %  {rest}"


def _show(judged: list[Judged]) -> None:
    """What is wrong, in kinds: where, what it should say, and what was read."""
    kinds = Counter(_kind(each) for each in judged)
    for kind, times in kinds.most_common():
        print(f"{times:8}  {kind}")


def _kind(each: Judged) -> str:
    """What is wrong with a figure, without the figure."""
    verdict, figure, fact = each
    found = _plain(fact.coordinates) if fact else {}
    names = sorted(figure.whole.keys() | found.keys())
    differs = (
        f"{name}: {figure.whole.get(name, '-')} read {found.get(name, '-')}"
        for name in names
        if figure.whole.get(name) != found.get(name)
    )
    left = f"{fact.why} {' '.join(fact.left)}" if fact and fact.why else ""
    table = figure.table or (fact.title if fact else "")
    where = f"p{figure.page or (fact.place.page if fact else 0)}"
    return f"{verdict} {table} {where} {left or '; '.join(differs) if fact else '(not read)'}"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
