"""Roles: the words between two figures decide what the second one is.

比/较/同比 opens a comparison, a direction makes a change (money) or a rate; 占 makes a share, or
the whole that one is of (占甲500万元的70%), 完成…预算 a completion; 大于…预算数 a difference. What
is none of these is an amount, if it is money.
"""

from __future__ import annotations

import re
from typing import Literal

from ...model.values import NamedTuple
from .figures import Token
from .grammar import Grammar

RoleKind = Literal[
    "amount", "change", "rate", "share", "whole", "completion", "plan", "prior", "difference",
    "reason", "threshold", "none",
]  # fmt: skip

MAX_WORDS = 160
"""Characters between two figures that are looked at: what is longer says no role."""


class Role(NamedTuple):
    """What a figure is. `subject` are the words in front that say of what, `against` what a
    comparison is with (None where there is none), `base` what a share is of."""

    kind: RoleKind
    subject: str = ""
    against: str | None = None
    direction: str = ""
    base: str = ""


NO_ROLE = Role("none")


def role_of(grammar: Grammar, words: str, token: Token, after: str) -> Role:
    """The role that the words in front give a figure; `after` is what follows it."""
    if len(words) > MAX_WORDS:
        return NO_ROLE
    money = token.kind == "money"
    for read in (_difference, _change, _share, _completion, _prior):
        role = read(grammar, words, money, after)
        if role is not None and role.kind == "prior" and token.text.startswith("-"):
            return role._replace(kind="change")  # 较上年-5万元
        if role is not None:
            return role
    return _amount(grammar, words) if money else NO_ROLE


def _difference(grammar: Grammar, words: str, money: bool, after: str) -> Role | None:  # noqa: FBT001
    del after
    match = grammar.difference.fullmatch(words) if money else None
    if match is None:
        return None
    return Role("difference", match["subject"], direction=match["direction"] or "")


def _change(grammar: Grammar, words: str, money: bool, after: str) -> Role | None:  # noqa: FBT001
    del after
    match = grammar.change.fullmatch(words)
    if match is None or _is_no_change(grammar, match):
        return None
    subject = (match["subject"] or "") + (match["about"] or "")
    against = _against(match) if match["compare"] else None
    return Role("change" if money else "rate", subject, against, match["direction"])


def _is_no_change(grammar: Grammar, match: re.Match[str]) -> bool:
    """占…, 完成… in front of what looks like a direction: 占比减少 is none."""
    words = grammar.words
    found = (*words["share"], *words["carried-out"][:1])
    return any(word in (match["subject"] or "") for word in found)


def _share(grammar: Grammar, words: str, money: bool, after: str) -> Role | None:  # noqa: FBT001
    match = grammar.share.fullmatch(words)
    if match is None or grammar.plan.fullmatch(match["base"]):
        return None
    if grammar.once.search(words):  # 由上年的: what the share was
        return NO_ROLE
    if money and not (match["base"] and grammar.shared.match(after)):
        return None
    return Role("whole" if money else "share", match["subject"], base=match["base"])


def _completion(grammar: Grammar, words: str, money: bool, after: str) -> Role | None:  # noqa: FBT001
    if not money:
        match = grammar.completion.fullmatch(words)
        if match:
            return Role("completion", match["subject"])
    match = grammar.done.fullmatch(words)
    if match is None or not money:
        return Role("completion", match["subject"]) if match else None
    of = re.match(r"[^,;。\d]{0,2}(?:\d|--)", after)
    return Role("plan", match["subject"]) if of else None


def _prior(grammar: Grammar, words: str, money: bool, after: str) -> Role | None:  # noqa: FBT001
    del after
    match = grammar.compare.fullmatch(words) if money else None
    return Role("prior", against=_against(match)) if match else None


def _amount(grammar: Grammar, words: str) -> Role:
    """An amount; a comparison in front of its subject opens one."""
    match = grammar.compare.match(words)
    if match and match.group().endswith(","):
        return Role("amount", words[match.end() :], _against(match))
    match = grammar.came_to.fullmatch(words)
    if match:
        return Role("amount", match["subject"], _against(match) if match["compare"] else None)
    return Role("amount", words)


def _against(match: re.Match[str]) -> str:
    """What is compared with; nothing where it is not said, as in 同比."""
    return match["against"] or ""
