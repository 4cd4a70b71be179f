"""Which entries a budget has: decided by the structure's seed alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, islice
from random import Random

from .entries import (
    APPROPRIATED,
    CAPITAL_ITEM,
    CONTRIBUTIONS,
    FUND_ITEM,
    GOODS,
    MEDICAL,
    OFFICES,
    OPERATING,
    PLACES,
    PROJECT,
    PROJECT_CLASSES,
    PURPOSES,
    RETIRED,
    RUNNING,
    SPECIAL,
    STAFF,
    THREE_PUBLIC,
    TOPICS,
    Codes,
    Entry,
    Shape,
)


def drawn_shape(rng: Random, codes: Codes) -> Shape:
    unit = rng.choice(PLACES) + rng.choice(OFFICES)
    names = _project_names(rng)
    items = _items(codes)
    projects = list(_projects(rng, items, names))
    carried = list(_carried(rng, items, names))
    entries = (
        *_basic(rng, codes),
        *projects,
        *_other_sources(rng, items),
        *_other_basic(rng),
        *carried,
    )
    with_goods = [e.project for e in projects if e.economic == GOODS]
    return Shape(
        unit,
        entries,
        tuple(_costs(rng)),
        tuple(rng.sample(with_goods, rng.randint(0, min(3, len(with_goods))))),
        codes_apart=rng.random() < 0.3,
        unit_in_tables=rng.random() < 0.5,
        assigns=rng.random() < 0.8,
    )


def _items(codes: Codes) -> list[str]:
    """The 项 of the list that stand under a 款 and a 类 of the list, for the general budget."""
    known = codes.functional
    apart = (FUND_ITEM[:5], CAPITAL_ITEM[:5])
    return sorted(
        c for c in known if len(c) == 7 and {c[:3], c[:5]} <= known.keys() and c[:5] not in apart
    )


def _project_names(rng: Random) -> Iterator[str]:
    for number in count(rng.randint(1, 9)):
        yield f"{rng.choice(TOPICS)}{rng.choice(PURPOSES)}项目{number}"


def _basic(rng: Random, codes: Codes) -> Iterator[Entry]:
    """Basic expenditure of the general budget, by 款 and by the 项 that it is paid from."""
    for code in _some(rng, codes, "301", 1, 8):
        yield Entry(RUNNING, "111", STAFF, code)
    yield from _contributions(rng)
    for code in _some(rng, codes, "302", 2, 14):
        yield Entry(RUNNING, "111", OPERATING, code)
    for code in _some(rng, codes, "303", 1, 4) if rng.random() < 0.7 else ():
        yield Entry(RETIRED, "111", STAFF, code)
    for code in _some(rng, codes, "310", 1, 2) if rng.random() < 0.3 else ():
        yield Entry(RUNNING, "111", OPERATING, code)


def _some(rng: Random, codes: Codes, under: str, least: int, most: int) -> list[str]:
    """Some 款 of an economic class that are no contributions."""
    known = [c for c in codes.economic if c[:3] == under and len(c) == 5]
    free = [c for c in known if c not in CONTRIBUTIONS]
    return sorted(rng.sample(free, rng.randint(least, min(most, len(free)))))


def _contributions(rng: Random) -> Iterator[Entry]:
    for code, item in CONTRIBUTIONS.items():
        if rng.random() < 0.85:
            yield Entry(item, "111", STAFF, code)
            if code == MEDICAL and rng.random() < 0.7:
                yield Entry(RUNNING, "111", STAFF, code)  # maternity insurance and the like


def _projects(rng: Random, items: Sequence[str], names: Iterator[str]) -> Iterator[Entry]:
    """Projects of the general budget, each under one 项 and in one to three economic classes."""
    some = rng.sample(items, rng.randint(1, 4))
    for name in islice(names, rng.randint(0, 8)):
        item = rng.choice(some)
        line = "112" if rng.random() < 0.2 else "111"
        others = [c for c in PROJECT_CLASSES if c != GOODS]
        classes = [GOODS] if rng.random() < 0.8 else rng.sample(others, 1)
        classes += [c for c in rng.sample(others, rng.choice((0, 0, 1, 2))) if c not in classes]
        for economic in classes:
            yield Entry(item, line, PROJECT, economic, name)


def _other_sources(rng: Random, items: Sequence[str]) -> Iterator[Entry]:
    """Projects paid from funds, state capital, special accounts and own funds."""
    if rng.random() < 0.4:
        for line in rng.sample(("121", "122"), rng.randint(1, 2)):
            yield Entry(FUND_ITEM, line, PROJECT)
    if rng.random() < 0.2:
        for line in rng.sample(("131", "132"), rng.randint(1, 2)):
            yield Entry(CAPITAL_ITEM, line, PROJECT)
    if rng.random() < 0.3:
        yield Entry(rng.choice(items), SPECIAL, PROJECT)
    if rng.random() < 0.6:
        for line in rng.sample(("151", "152", "153", "154", "155"), rng.randint(1, 3)):
            yield Entry(rng.choice(items), line, PROJECT)


def _other_basic(rng: Random) -> Iterator[Entry]:
    """Now and then another source pays basic expenditure: then C10 and C11 do not apply."""
    if rng.random() < 0.2:
        item, line = rng.choice(((RUNNING, "151"), (FUND_ITEM, "121"), (CAPITAL_ITEM, "131")))
        yield Entry(item, line, rng.choice((STAFF, OPERATING)))


def _carried(rng: Random, items: Sequence[str], names: Iterator[str]) -> Iterator[Entry]:
    if rng.random() < 0.3:
        return
    some = rng.sample(items, rng.randint(1, 4))
    for name in islice(names, rng.randint(1, 8)):
        line = rng.choice(("211", "211", "211", "211", "212", "213", "221", "222"))
        nature = PROJECT if rng.random() < 0.95 else rng.choice((STAFF, OPERATING))
        yield Entry(rng.choice(some), line, nature, "", name)


def _costs(rng: Random) -> Iterator[tuple[str, str]]:
    """三公 of projects, on top of what basic expenditure holds."""
    for row in THREE_PUBLIC:
        if rng.random() < 0.25:
            yield row, rng.choice(APPROPRIATED)
