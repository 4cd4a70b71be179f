"""A run: the reports on all items, in their order, each as soon as it is made.

They are made here, in other processes, or on the machines of a cluster; what comes out is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..model.values import NamedTuple
from ..packs import is_shipped, locate
from ..report.report import FileReport
from .cache import Cache, program_key
from .guard import SECONDS
from .items import Asked, Item, items
from .select import Selection, check_selection
from .settings import Settings
from .workshop import Workshop

if TYPE_CHECKING:
    from ..packs import Pack

Make = Callable[[Iterable[Item]], Iterator[FileReport]]
"""Makes the report on each item, in their order."""


class How(NamedTuple):
    """How a run is done: in how many processes, or on what cluster; for how many seconds a document
    may be worked on; and what is kept from run to run."""

    jobs: int = 1
    engine: str = ""
    seconds: int = SECONDS
    cache: Cache | None = None


def reports(
    paths: Sequence[str],
    asked: Asked,
    settings: Settings,
    how: How = How(),  # noqa: B008
) -> Iterator[FileReport]:
    """The reports on all of it.

    Raises `RuleError` for bad packs and `InputError` for selectors without a rule, before anything
    is checked.
    """
    workshop = Workshop(seconds=how.seconds)
    named = _packs(asked, settings)
    own = [workshop.packs.load(name).pack for name in named if not is_shipped(locate(name))]
    if how.cache is not None:
        program = program_key(source for pack in own for source in pack.sources)
        workshop = Workshop(how.cache, program, how.seconds)
    for selection in _selections(asked, settings):
        check_selection(selection, lambda: _chosen_from(workshop, named, asked))
    return _maker(workshop, how)(items(paths, asked, settings))


def _chosen_from(workshop: Workshop, named: Sequence[str], asked: Asked) -> list[Pack]:
    """The packs whose rules may be selected."""
    packs = [workshop.packs.load(name).pack for name in named]
    return packs if asked.rules else [*packs, *workshop.shipped()]


def count(paths: Sequence[str], asked: Asked, settings: Settings) -> int:
    """How many items there are."""
    return sum(1 for _ in items(paths, asked, settings))


def _maker(workshop: Workshop, how: How) -> Make:
    if how.engine:
        from .engines import ENGINES

        return ENGINES[how.engine]
    if how.jobs > 1:
        from .pool import Pool

        return Pool(workshop, how.jobs, how.seconds).reports
    return lambda work: map(workshop.report_on, work)


def _packs(asked: Asked, settings: Settings) -> list[str]:
    """All packs that will be used by name."""
    if asked.rules:
        return [asked.rules]
    each = (settings.values, *(override.values for override in settings.overrides))
    return [str(values["rules"].value) for values in each if "rules" in values]


def _selections(asked: Asked, settings: Settings) -> Iterator[Selection]:
    """Every selection that may be made."""
    yield Selection(asked.select or (), asked.ignore or ())
    for values in (settings.values, *(override.values for override in settings.overrides)):
        every = [values[name].value for name in ("select", "ignore") if name in values]
        yield Selection(tuple(one for value in every if isinstance(value, tuple) for one in value))
