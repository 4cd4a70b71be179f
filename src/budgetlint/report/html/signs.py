"""Signs: the ticks of auditors, and how the states of figures are drawn."""

from __future__ import annotations

from collections.abc import Iterable

from ..paper import Spot
from ..signs import ordered, sign
from .element import Markup, tag
from .words import spoken


def ticks(spot: Spot) -> Markup | None:
    """The ticks of a figure, each sign once; to be heard as a number."""
    if not spot.ticks:
        return None
    signs: dict[str, bool] = {}
    for tick in ordered(spot.ticks):
        at = sign(tick)
        signs[at] = signs.get(at, False) or (tick.heads and tick.sort in ("foots", "crosses"))
    drawn = [tag("b", at) if heads else at for at, heads in signs.items()]
    heard = tag("span", ", ", spoken("tables.ticked", n=len(signs)), class_="sr")
    return Markup(tag("span", drawn, class_="t", aria_hidden="true") + heard)


def figure(spot: Spot, name: str, text: str) -> Markup:
    """A figure as it is printed, as something to press, with what is marked on it."""
    grave = spot.state in ("wrong", "suspect", "broken", "doubt")
    state = "likely" if spot.state == "wrong" and not spot.sure else spot.state
    heard = tag("span", ", ", spoken(f"state.{state}"), class_="sr") if grave else None
    mended = None
    if spot.suggested and spot.state in ("wrong", "suspect") and spot.suggested != spot.value:
        mended = tag("ins", spot.suggested, class_="fix")
    return tag(
        "button",
        tag("span", text, class_="v"),
        heard,
        mended,
        ticks(spot),
        type="button",
        id=name,
        class_=" ".join(_classes(spot)),
        data_s=name,
        data_f=" ".join(map(str, spot.findings)) or None,
    )


def _classes(spot: Spot) -> Iterable[str]:
    yield "f"
    yield f"is-{spot.state}"
    if spot.severity:
        yield f"sev-{spot.severity}"
