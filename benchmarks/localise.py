"""How well wrong cells are found: damage a document, diagnose it, compare with what was done.

    python benchmarks/localise.py                       the example, with its narrative
    python benchmarks/localise.py --document FILE       another document
    python benchmarks/localise.py --generated 20        generated documents besides
    python benchmarks/localise.py --only one-cell -v    one kind of damage, with each failure

Seeded: the same command prints the same figures (but milliseconds). Damage is done to the document
as read, so that each trial costs a check and not a file.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from budgetlint.amounts import is_blank, printed
from budgetlint.bind import plan_for
from budgetlint.check import choose_pack
from budgetlint.diagnose import Cause, Network, diagnose
from budgetlint.diagnose.network import unscaled
from budgetlint.document import Document
from budgetlint.evaluate import evaluate
from budgetlint.raw import RawDocument
from budgetlint.readers import read
from budgetlint.recognise import recognise
from budgetlint.relations import CellRef
from budgetlint.rule import Pack

EXAMPLE = "examples/xinjiang-2026/budget.json"
Rng = random.Random


class Site(NamedTuple):
    """A figure of the document: its cell, and where its text stands."""

    ref: CellRef
    text: str
    value: Decimal
    table: int  # index of the raw table; -1 for prose
    row: int  # in prose the index of the section
    column: int  # in prose the start in its text
    prose: bool
    measure: str


class Bench:
    """One document, its pack and its figures."""

    def __init__(self, raw: RawDocument, pack: Pack) -> None:
        self.raw = raw
        self.pack = pack
        self.document = recognise(raw, pack.layouts)
        self.network = self._network(self.document)
        every = list(self._sites())
        self.sites = [site for site in every if self._vouched(site)]
        self.unvouched = len(every) - len(self.sites)
        self.by_ref = {site.ref: site for site in self.sites}

    def _network(self, document: Document) -> Network:
        plan = plan_for(document, self.pack)
        return Network(document, plan, evaluate(plan, document))

    def links(self, site: Site) -> list[int]:
        """The relations that hold this figure and whose breach is an error."""
        network = self.network
        links = network.of(network.cell(site.ref))
        return [n for n in links if network.links[n].rule.severity == "error"]

    def _vouched(self, site: Site) -> bool:
        return bool(self.links(site))

    def _sites(self) -> Iterator[Site]:
        sections = {section.section: i for i, section in enumerate(self.raw.narrative)}
        for ordinal, rows in enumerate(self.document.sides):
            if rows is None:
                continue
            side = rows.structure.side
            table = self.document.tables[side.table]
            for name, vector in rows.columns.items():
                measure = side.columns[name].measure
                if vector is None or measure == "number":
                    continue
                for row in range(rows.structure.size):
                    value = vector[row]
                    if is_blank(value) or not value.is_finite():
                        continue
                    ref = CellRef(ordinal, name, row)
                    index = rows.where.columns[name]
                    text = table.raw.rows[row][index]
                    if side.rows == "claims":
                        place = table.raw.locate(row, index)
                        number = sections.get(place.section, -1)
                        quote = self.raw.narrative[number].text[place.start : place.end]
                        if number >= 0 and text in quote:
                            start = place.start + quote.index(text)
                            yield Site(ref, text, value, -1, number, start, True, measure)
                        continue
                    at = next(
                        i
                        for i, t in enumerate(self.raw.tables)
                        if t.rows is table.raw.rows
                        or (t.title == table.raw.title and t.number == table.raw.number)
                    )
                    yield Site(ref, text.strip(), value, at, row, index, False, measure)

    def damaged(self, edits: Sequence[tuple[Site, str]]) -> RawDocument:
        """The document with other texts in some places."""
        tables = list(self.raw.tables)
        narrative = list(self.raw.narrative)
        for site, text in edits:
            if not site.prose:
                table = tables[site.table]
                rows = [list(row) for row in table.rows]
                rows[site.row][site.column] = text
                tables[site.table] = table._replace(rows=rows)
        prose = sorted((e for e in edits if e[0].prose), key=lambda e: -e[0].column)
        for site, text in prose:
            section = narrative[site.row]
            old = section.text
            new = old[: site.column] + text + old[site.column + len(site.text) :]
            narrative[site.row] = section._replace(text=new)
        return self.raw._replace(tables=tuple(tables), narrative=tuple(narrative))

    def run(self, raw: RawDocument) -> tuple[Network, list[Cause], float, float]:
        """The damaged document, diagnosed; seconds for the check and for the diagnosis."""
        start = time.perf_counter()
        document = recognise(raw, self.pack.layouts)
        plan = plan_for(document, self.pack)
        outcomes = evaluate(plan, document)
        middle = time.perf_counter()
        network = Network(document, plan, outcomes)
        causes = diagnose(network, self.pack.slips)
        return network, causes, middle - start, time.perf_counter() - middle


# Slips of one figure: the wrong text for a right one, or None where it cannot be made.


def _digits_of(text: str) -> list[int]:
    return [i for i, c in enumerate(text) if c.isdigit()]


def _regrouped(text: str, like: str) -> str:
    """With separators where the original has them."""
    sign = "-" if text.startswith("-") else ""
    whole, point, fraction = text.lstrip("-").replace(",", "").partition(".")
    whole = whole.lstrip("0") or "0"
    if "," in like or (len(whole) > 3 and "," in like):
        whole = f"{int(whole):,}"
    return f"{sign}{whole}{point}{fraction}"


def transposed(text: str, rng: Rng) -> str | None:
    plain = text.replace(",", "")
    at = _digits_of(plain)
    pairs = [(a, b) for a, b in zip(at, at[1:], strict=False) if plain[a] != plain[b]]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    chars = list(plain)
    chars[a], chars[b] = chars[b], chars[a]
    return _regrouped("".join(chars), text)


def replaced(text: str, rng: Rng) -> str | None:
    plain = text.replace(",", "")
    i = rng.choice(_digits_of(plain))
    digit = rng.choice([d for d in "0123456789" if d != plain[i]])
    return _regrouped(plain[:i] + digit + plain[i + 1 :], text)


def missing(text: str, rng: Rng) -> str | None:
    plain = text.replace(",", "")
    whole = plain.partition(".")[0].lstrip("-")
    if len(whole) < 2:
        return None
    i = rng.randrange(len(whole)) + (len(plain) - len(plain.lstrip("-")))
    return _regrouped(plain[:i] + plain[i + 1 :], text)


def doubled(text: str, rng: Rng) -> str | None:
    plain = text.replace(",", "")
    whole = plain.partition(".")[0]
    i = rng.choice(_digits_of(whole))
    return _regrouped(plain[: i + 1] + plain[i] + plain[i + 1 :], text)


def _times(text: str, factor: str) -> str:
    value = Decimal(text.replace(",", "")) * Decimal(factor)
    places = len(text.partition(".")[2])
    return _regrouped(f"{value:.{places}f}", text)


def point(text: str, rng: Rng) -> str | None:
    new = _times(text, rng.choice(["10", "0.1"]))
    return None if Decimal(new.replace(",", "")) == 0 else new


def unit_up(text: str, rng: Rng) -> str | None:
    del rng
    return _times(text, "10000")


def sign(text: str, rng: Rng) -> str | None:
    del rng
    return text[1:] if text.startswith("-") else f"-{text}"


def truncated(text: str, rng: Rng) -> str | None:
    del rng
    whole, point_, fraction = text.partition(".")
    return f"{whole}.{'0' * len(fraction)}" if point_ and fraction.strip("0") else None


def blanked(text: str, rng: Rng) -> str | None:
    del text, rng
    return ""


def any_figure(text: str, rng: Rng) -> str | None:
    places = len(text.partition(".")[2])
    top = max(10, int(Decimal(text.replace(",", "")) * 2))
    return _regrouped(
        f"{rng.randrange(top)}." + "".join(rng.choice("0123456789") for _ in range(places))
        if places
        else str(rng.randrange(top)),
        text,
    )


ONE: dict[str, Callable[[str, Rng], str | None]] = {
    "transposed": transposed,
    "wrong digit": replaced,
    "missing digit": missing,
    "doubled digit": doubled,
    "point moved": point,
    "元 for 万元": unit_up,
    "sign": sign,  # in prose the direction is in words
    "cut off": truncated,
    "blank": blanked,
    "any figure": any_figure,
}
TYPING = (
    "transposed",
    "wrong digit",
    "missing digit",
    "doubled digit",
    "point moved",
    "any figure",
)

Edits = list[tuple[Site, str]]


def _wrong(site: Site, rng: Rng, kinds: Sequence[str] = TYPING) -> str | None:
    """Another figure than the right one, or None."""
    if not any(c.isdigit() for c in site.text):
        return None
    for _ in range(8):
        text = ONE[rng.choice(kinds)](site.text, rng)
        if text is None or (site.prose and text.strip("-") in ("", site.text.strip("-"))):
            continue
        if text == "" or Decimal(text.replace(",", "")) != Decimal(site.text.replace(",", "")):
            return text
    return None


def _cells(count: int) -> Callable[[Bench, Rng], Edits | None]:
    def make(bench: Bench, rng: Rng) -> Edits | None:
        sites = rng.sample(bench.sites, count)
        edits = [(site, _wrong(site, rng)) for site in sites]
        return [(s, t) for s, t in edits if t is not None] if all(t for _, t in edits) else None

    return make


def _one(kind: str) -> Callable[[Bench, Rng], Edits | None]:
    def make(bench: Bench, rng: Rng) -> Edits | None:
        site = rng.choice(bench.sites)
        text = _wrong(site, rng, (kind,))
        return None if text is None else [(site, text)]

    return make


def _in_one_relation(bench: Bench, rng: Rng) -> Edits | None:
    site = rng.choice(bench.sites)
    network = bench.network
    link = network.links[rng.choice(bench.links(site))]
    from budgetlint.diagnose.network import cells_of

    others = [bench.by_ref.get(network.cells[c].ref) for c in cells_of(link)]
    sites = [s for s in others if s is not None and s.ref != site.ref]
    if not sites:
        return None
    other = rng.choice(sites)
    edits = [(s, _wrong(s, rng)) for s in (site, other)]
    return [(s, t) for s, t in edits if t is not None] if all(t for _, t in edits) else None


def _copied(bench: Bench, rng: Rng) -> Edits | None:
    """The same wrong figure in two cells that a relation says are the same."""
    site = rng.choice(bench.sites)
    network = bench.network
    twins = []
    for number in bench.links(site):
        cells = [c for c, _ in getattr(network.links[number], "terms", ())]
        shown = [c for c in cells if network.cells[c].printed]
        if len(shown) == 2 and len({network.cells[c].value for c in shown}) == 1:
            twins += [bench.by_ref.get(network.cells[c].ref) for c in shown]
    others = [
        s for s in twins
        if s is not None and s.measure == site.measure and s.table != site.table
    ]  # fmt: skip
    text = _wrong(site, rng)
    if not others or text is None:
        return None
    other = rng.choice(others)
    value = Decimal(text.replace(",", "")) if text else Decimal(0)
    return [(site, text), (other, _regrouped(f"{value}", other.text))]


def _swap(across: bool) -> Callable[[Bench, Rng], Edits | None]:  # noqa: FBT001
    def make(bench: Bench, rng: Rng) -> Edits | None:
        site = rng.choice([s for s in bench.sites if not s.prose])
        others = [
            s for s in bench.sites
            if not s.prose and s.table == site.table and s.value != site.value
            and (s.row == site.row if across else s.column == site.column)
        ]  # fmt: skip
        if not others:
            return None
        other = rng.choice(others)
        return [(site, other.text), (other, site.text)]

    return make


class Whole(NamedTuple):
    """Damage of whole rows: the document, the cells that changed, and what it is called."""

    raw: RawDocument
    side: int
    rows: tuple[int, ...]
    slip: str


def _table_sides(bench: Bench, least: int) -> list[int]:
    found = []
    for ordinal, rows in enumerate(bench.document.sides):
        if rows is None or rows.structure.side.rows == "claims":
            continue
        money = [n for n, c in rows.structure.side.columns.items() if c.measure == "money"]
        shown = [n for n in rows.where.columns if n in money]
        if len(shown) >= least and any(s.ref.side == ordinal for s in bench.sites):
            found.append(ordinal)
    return found


def _shift(block: bool) -> Callable[[Bench, Rng], Whole | None]:  # noqa: FBT001
    def make(bench: Bench, rng: Rng) -> Whole | None:
        side = rng.choice(_table_sides(bench, 3))
        rows = bench.document.sides[side]
        if rows is None:
            return None
        site = rng.choice([s for s in bench.sites if s.ref.side == side])
        raw = bench.raw.tables[site.table]
        places = sorted(
            rows.where.columns[n] for n, c in rows.structure.side.columns.items()
            if n in rows.where.columns and c.measure == "money"
        )  # fmt: skip
        count = len(raw.rows)
        first = rng.randrange(count)
        last = min(count - 1, first + (rng.randrange(1, 12) if block else 0))
        start = rng.randrange(len(places) - 1)
        left = rng.random() < 0.5
        new_rows = [list(row) for row in raw.rows]
        touched = set()
        for r in range(first, last + 1):
            cells = [new_rows[r][i] for i in places]
            gone = start if left else len(cells) - 1
            if cells[gone].strip():
                return None
            moved = (
                [*cells[:start], *cells[start + 1 :], ""] if left
                else [*cells[:start], "", *cells[start:-1]]
            )  # fmt: skip
            if moved != cells:
                touched.add(r)
            for i, text in zip(places, moved, strict=True):
                new_rows[r][i] = text
        if not touched or (block and len(touched) < 2):
            return None
        tables = list(bench.raw.tables)
        tables[site.table] = raw._replace(rows=new_rows)
        return Whole(
            bench.raw._replace(tables=tuple(tables)), side, tuple(sorted(touched)), "shifted"
        )

    return make


CELLS: dict[str, Callable[[Bench, Rng], Edits | None]] = {
    "one cell": _cells(1),
    **{f"one: {kind}": _one(kind) for kind in ONE},
    "two cells": _cells(2),
    "three cells": _cells(3),
    "five cells": _cells(5),
    "two in one relation": _in_one_relation,
    "one figure, two places": _copied,
    "swapped in a row": _swap(True),
    "swapped in a column": _swap(False),
}
ROWS: dict[str, Callable[[Bench, Rng], Whole | None]] = {
    "row shifted": _shift(False),
    "rows shifted": _shift(True),
}


class Score:
    """What came of one kind of damage."""

    def __init__(self) -> None:
        self.trials = self.detected = self.found = self.alone = self.value = 0
        self.certain_wrong = self.findings = 0
        self.milliseconds: list[float] = []
        self.ratio: list[float] = []

    def row(self, name: str) -> str:
        n = max(self.trials, 1)
        share = [
            100 * x / n
            for x in (self.detected, self.found, self.alone, self.value, self.certain_wrong)
        ]
        times = sorted(self.milliseconds)
        middle = times[len(times) // 2] if times else 0
        worst = times[-1] if times else 0
        ratio = sorted(self.ratio)[len(self.ratio) // 2] if self.ratio else 0
        return (
            f"{name:24} {self.trials:5} " + " ".join(f"{s:6.1f}" for s in share)
            + f" {self.findings / n:6.2f} {middle:6.1f} {worst:7.1f} {ratio:5.1f}"
        )  # fmt: skip


HEAD = (
    f"{'damage':24} {'n':>5} {'detect':>6} {'found':>6} {'first':>6} {'value':>6} {'wrong!':>6}"
    f" {'finds':>6} {'ms':>6} {'max ms':>7} {'ratio':>5}"
)


def trial_cells(bench: Bench, edits: Edits, score: Score, *, verbose: bool) -> None:
    network, causes, check, extra = bench.run(bench.damaged(edits))
    truth = {site.ref for site, _ in edits}
    right = {site.ref: site.value for site, _ in edits}
    note(score, network, causes, check, extra)
    if not any(network.links[n].rule.severity == "error" for n in network.broken):
        if verbose:
            print("   not detected:", [(s.ref, s.text, t) for s, t in edits])
        return
    score.detected += 1
    sets = possible_sets(network, causes)
    found = truth in sets
    score.found += found
    alone = bool(sets) and sets[0] == truth and all(c.certainty != "possible" for c in causes)
    score.alone += alone
    values = {network.cells[ch.cell].ref: unscaled(ch.right) for c in causes for ch in c.changes}
    values.update(
        (network.cells[cell].ref, unscaled(v or 0))
        for c in causes
        if c.move
        for cell, v in c.move.values.items()
    )
    score.value += alone and all(values.get(ref) == value for ref, value in right.items())
    wrong = [
        c for c in causes
        if c.certainty == "certain" and not {network.cells[ch.cell].ref for ch in c.changes} <= truth
    ]  # fmt: skip
    score.certain_wrong += bool(wrong)
    if verbose and (not alone or wrong):
        print("   truth:", [(s.ref.side, s.ref.column, s.ref.row, s.text, t) for s, t in edits])
        for cause in causes:
            print(
                "     ", cause.certainty, [
                    (network.cells[c.cell].ref[:3], printed(unscaled(c.right, network.cells[c.cell].unit)), c.slip.slip.code if c.slip else None) for c in cause.changes
                ], "or", [[network.cells[c.cell].ref[:3] for c in a.changes] for a in cause.alternatives][:5],
                "" if cause.complete else "cut short", "move" if cause.move else "",
                [network.links[n].rule.code for n in cause.evidence],
            )  # fmt: skip


def possible_sets(network: Network, causes: Sequence[Cause]) -> list[set[CellRef]]:
    """The sets of cells that the causes allow, the likeliest first."""
    sets: list[set[CellRef]] = [set()]
    for cause in causes:
        options = [{network.cells[c.cell].ref for c in cause.changes}]
        if cause.move:
            options = [{network.cells[cell].ref for cell in cause.move.values}]
        options += [{network.cells[c.cell].ref for c in a.changes} for a in cause.alternatives]
        sets = [s | option for option in options for s in sets][:200]
    return sets


def trial_rows(bench: Bench, whole: Whole, score: Score, *, verbose: bool) -> None:
    network, causes, check, extra = bench.run(whole.raw)
    note(score, network, causes, check, extra)
    if not any(network.links[n].rule.severity == "error" for n in network.broken):
        return
    score.detected += 1
    named = [
        c for c in causes if c.move and c.move.slip.kind == whole.slip and c.move.side == whole.side
    ]
    score.found += bool(named)
    moved = {network.cells[cell].ref.row for c in named if c.move for cell in c.move.values}
    alone = len(causes) == 1 and moved == set(whole.rows)
    score.alone += alone
    rows = bench.document.sides[whole.side]
    score.value += alone and rows is not None and all(
        unscaled(value or 0) == rows.value(network.cells[cell].ref.column, network.cells[cell].ref.row)
        for c in named if c.move for cell, value in c.move.values.items()
    )  # fmt: skip
    if verbose and not alone:
        print("   truth:", whole.side, whole.rows)
        for cause in causes:
            print(
                "     ",
                cause.certainty,
                cause.move
                and (
                    cause.move.slip.code,
                    cause.move.side,
                    cause.move.first,
                    cause.move.last,
                    cause.move.column,
                ),
                [
                    (
                        network.cells[c.cell].ref[:3],
                        printed(unscaled(c.right, network.cells[c.cell].unit)),
                    )
                    for c in cause.changes
                ][:6],
                [network.links[n].rule.code for n in cause.evidence],
            )


def note(
    score: Score, network: Network, causes: Sequence[Cause], check: float, extra: float
) -> None:
    score.trials += 1
    score.findings += len(causes)
    score.milliseconds.append(1000 * extra)
    score.ratio.append((check + extra) / check)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--document", default=EXAMPLE)
    parser.add_argument("--trials", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    raw = read(options.document)
    bench = Bench(raw, choose_pack(raw))
    print(
        f"{options.document}: {len(bench.sites)} figures with relations, {bench.unvouched} without"
    )
    print(HEAD)
    for name, make in {**CELLS, **ROWS}.items():
        if options.only and options.only not in name:
            continue
        rng = random.Random(f"{options.seed}/{name}")
        score = Score()
        for _ in range(options.trials * 20):
            if score.trials >= options.trials:
                break
            damage = make(bench, rng)
            if isinstance(damage, Whole):
                trial_rows(bench, damage, score, verbose=options.verbose)
            elif damage:
                trial_cells(bench, damage, score, verbose=options.verbose)
        print(score.row(name))


if __name__ == "__main__":
    main()
