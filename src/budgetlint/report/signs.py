"""The signs of auditors: what they write at a figure that they have verified.

∧ footed, < cross-footed, B agreed with the balance brought forward; a circled number for the table
that a figure agrees with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .paper import Sort, Tick

SIGNS: Mapping[Sort, str] = {
    "foots": "∧",
    "crosses": "<",
    "balances": "=",
    "adds": "+",
    "table": "T",
    "prose": "§",
    "previous": "B",
    "ratio": "÷",
    "bound": "≤",
}
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"


def sign(tick: Tick) -> str:
    """The sign of a tick."""
    number = tick.other.zh
    if tick.sort == "table" and number.isascii() and number.isdigit():
        at = int(number)
        return CIRCLED[at - 1] if 0 < at <= len(CIRCLED) else f"({at})"
    return SIGNS[tick.sort]


def ordered(ticks: Iterable[Tick]) -> list[Tick]:
    """Ticks in the order of their signs, tables by their numbers."""
    order = list(SIGNS)
    return sorted(ticks, key=lambda t: (order.index(t.sort), len(t.other.zh), t.other.zh))


def signs_of(ticks: Iterable[Tick]) -> tuple[str, ...]:
    """Each sign once."""
    return tuple(dict.fromkeys(map(sign, ordered(ticks))))
