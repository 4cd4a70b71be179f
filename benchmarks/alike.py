"""One budget in the forms of many places, fact by fact and relation by relation.

usage: python benchmarks/alike.py [--damage N] [--formats] [--list]

Facts: whatever several places print of one thing (the same coordinates) is the same figure, and is
read as that. Relations: what one place's print is checked for is checked in every other print that
has the same facts, there too as that relation or as what follows from others; coordinates that are
several figures (总计 with what was carried in one print, 合计 without it in another: neither says
so) are no one fact, and nothing follows of them. Damage: one and the
same fact is changed by the same amount in every print that has it; the verdicts are compared.
With `--formats` each form, right and damaged, is written in each format: the same relations with
the same verdicts. With `--list` what differs is printed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from budgetlint.tasks.check import checker  # noqa: E402  (from this tree)
from budgetlint.tasks.reading import read  # noqa: E402
from papers.places import FINALS, FORMS, document  # noqa: E402
from papers.written import FORMATS, write  # noqa: E402
from spans import Span  # noqa: E402
from tied import (  # noqa: E402
    Judged,
    Tie,
    Verdicts,
    by_coordinates,
    by_names,
    judged,
    spelled,
    verdicts,
)

Form = Mapping[str, Any]
IN_WAN = {"元": Decimal("0.0001"), "千元": Decimal("0.1"), "万元": Decimal(1)}


class Print:
    """A place's print of the budget: its facts by coordinates, and what it is checked for."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.judged = judged(document(form))
        self.facts: dict[str, set[Decimal]] = defaultdict(set)
        self.times: Counter[str] = Counter()
        for fact in self.judged.facts:
            if not fact.why and fact.value and fact.money in IN_WAN:
                self.facts[spelled(fact)].add((fact.value * IN_WAN[fact.money]).normalize())
                self.times[spelled(fact)] += 1
        self.ties = verdicts(self.judged.outcomes, by_coordinates(self.judged))
        self.span = Span(filter(None, map(vector, self.ties)))


def vector(tie: Tie) -> dict[str, int]:
    """A relation over facts: how often each is added. Prints of one fact cancel out."""
    found: Counter[str] = Counter()
    for term in tie if tie[:1] != ("ratio",) else ():
        weight, _, name = term.partition(" ")
        found[name] += int(Decimal(weight) * 100)
    return {name: weight for name, weight in found.items() if weight}


def names(tie: Tie) -> list[str]:
    """The facts that a relation ties."""
    return [term.partition(" ")[2] for term in tie if term != "ratio"]


def main() -> None:
    """Print what is alike, and how much of it there is."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument("--damage", type=int, default=20)
    parser.add_argument("--formats", action="store_true")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    for kind, forms in (("budgets", FORMS), ("final accounts", FINALS)):
        prints = [Print(form) for form in forms]
        print(f"{kind}: {len(prints)} places")
        values = _values(prints)
        told = [*facts_alike(prints, values), *relations_alike(prints, values)]
        told += damage_alike(prints, options.damage)
        told += formats_alike(forms) if options.formats else []
        for line in told:
            if options.list or not line.startswith("  -"):
                print(line, flush=True)


Values = Mapping[str, set[Decimal]]
"""The figures of all prints by their coordinates."""


def _values(prints: Sequence[Print]) -> Values:
    values: dict[str, set[Decimal]] = defaultdict(set)
    for one in prints:
        for name, found in one.facts.items():
            values[name] |= found
    return values


def facts_alike(prints: Sequence[Print], values: Values) -> Iterator[str]:
    """Whether one fact is one figure, wherever it is printed."""
    places = Counter(name for one in prints for name in one.facts)
    shared = [name for name, number in places.items() if number > 1]
    differ = [name for name in shared if len(values[name]) > 1]
    yield f"  facts printed by several places {len(shared)}, one figure {len(shared) - len(differ)}"
    yield from (f"  - {name}: {sorted(map(str, values[name]))}" for name in differ)


def relations_alike(prints: Sequence[Print], values: Values) -> Iterator[str]:
    """Whether what one print is checked for is checked in all that have the same facts."""
    counts: Counter[str] = Counter()
    missing = []
    for tie in sorted({tie for one in prints for tie in one.ties if names(tie)}):
        for one in prints:
            if not one.facts.keys() >= set(names(tie)):
                continue
            how = _how(tie, one)
            if how == "not" and any(len(values[name]) > 1 for name in names(tie)):
                how = "unlike"
            counts[how] += 1
            if how == "not":
                missing.append(f"  - {one.form['name']} {' '.join(tie)}")
    all_of_them = sum(counts.values()) - counts["once"] - counts["unlike"]
    yield (
        f"  relations over facts that a place prints {all_of_them}, checked as such "
        f"{counts['same']}, by others {counts['follows']}, not {counts['not']}, "
        f"verdicts other than that they hold {counts['broken']}; "
        f"over coordinates of several figures {counts['unlike']}"
    )
    yield from missing


def _how(tie: Tie, one: Print) -> str:
    """How a print is checked for a relation; once where it prints the one fact once only."""
    if tie in one.ties:
        return "same" if one.ties[tie] != "broken" else "broken"
    summed = vector(tie)
    if not summed and tie[:1] != ("ratio",):
        return "once" if one.times[names(tie)[0]] < 2 else "not"
    return "follows" if summed and one.span.holds(summed) else "not"


def damage_alike(prints: Sequence[Print], times: int) -> Iterator[str]:
    """Whether a change of one fact has the same verdict in all prints that have it."""
    places = Counter(name for one in prints for name in one.facts)
    known = sorted(name for name, number in places.items() if number > 2)
    rng = random.Random("alike")
    alike = found = tried = 0
    differ = []
    for name in rng.sample(known, min(times, len(known))):
        told = {p.form["name"]: _is_found(p, name) for p in prints if name in p.facts}
        tried += len(told)
        found += sum(told.values())
        alike += len(set(told.values())) == 1
        if len(set(told.values())) > 1:
            differ.append(f"  - {name}: not in {[n for n, yes in told.items() if not yes]}")
    yield (
        f"  facts changed {min(times, len(known))}, in prints {tried}, found {found}, "
        f"facts with one verdict everywhere {alike}"
    )
    yield from differ


def _is_found(one: Print, name: str) -> bool:
    """Whether 3 万元 more in the first print of a fact lead to an error."""
    raw = document(slipped(one.form, one.judged, name))
    return any(f.severity == "error" for f in checker().report(raw).findings)


def slipped(form: Form, known: Judged, name: str) -> Form:
    """The form with 3 万元 more where it prints a fact first."""
    fact = next(f for f in known.facts if not f.why and f.value and spelled(f) == name)
    text = fact.text
    whole, point, cents = text.replace(",", "").partition(".")
    more = int(Decimal(3) / IN_WAN[fact.money])
    comma = "," if "," in text else ""
    changed = f"{int(whole) + more:{comma}}{point}{cents}"
    place = fact.place
    number = int((place.sheet or "#0").removeprefix("#"))
    return {**form, "slip": (number, place.line, place.column, changed)}


def formats_alike(forms: Sequence[Form]) -> Iterator[str]:
    """Whether each format leads to the same relations with the same verdicts."""
    counts: Counter[str] = Counter()
    differ = []
    for form in forms:
        one = Print(form)
        broken = slipped(form, one.judged, max(one.facts, key=lambda name: one.times[name]))
        for version, ways in (("right", form), ("damaged", broken)):
            wanted = _named(judged(document(ways)))
            for kind in FORMATS:
                given = _written(ways, kind)
                counts[version] += 1
                counts[f"{version} alike"] += given == wanted
                if given != wanted:
                    lost = len(wanted.keys() - given.keys())
                    more = len(given.keys() - wanted.keys())
                    told = sum(given[t] != wanted[t] for t in given.keys() & wanted.keys())
                    what = f"{lost} lost, {more} more, {told} other verdicts"
                    differ.append(f"  - {form['name']} {kind} {version}: {what}")
    for version in ("right", "damaged"):
        yield f"  files {version} {counts[version]}, alike {counts[f'{version} alike']}"
    yield from differ


def _written(form: Form, kind: str) -> Verdicts:
    with tempfile.TemporaryDirectory() as folder:
        return _named(judged(read(str(write(form, kind, Path(folder))))))


def _named(one: Judged) -> Verdicts:
    return verdicts(one.outcomes, by_names(one.outcomes.document))


if __name__ == "__main__":
    main()
