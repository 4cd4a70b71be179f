"""A rule pack, as read from TOML."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from ..model.errors import Message
from ..model.layout import Layout
from ..model.rule import CodeList, Rule, Slip
from ..model.values import NamedTuple
from ..model.vocabulary import NO_WORDS, Vocabulary


class Pack(NamedTuple):
    """A rule pack with everything it inherits: layouts, rules in order, code lists, profile.

    A document that says nothing of any of `needs` is not taken to be of this pack for its wording.
    """

    name: str
    title: Message
    sources: tuple[str, ...]
    layouts: tuple[Layout, ...]
    rules: tuple[Rule, ...]
    lists: Mapping[str, CodeList]
    profile: Mapping[str, Any]
    slips: tuple[Slip, ...] = ()
    vocabulary: Vocabulary = NO_WORDS
    needs: tuple[str, ...] = ()
    version: str = ""

    @property
    def is_folder(self) -> bool:
        """Whether the pack is a folder of files, with room for examples beside them."""
        return os.path.basename(os.path.dirname(self.sources[-1])) == self.name

    def rule(self, code: str) -> Rule | None:
        """The rule of that code (upper or lower case), or None."""
        wanted = code.upper()
        return next((rule for rule in self.rules if rule.code.upper() == wanted), None)
