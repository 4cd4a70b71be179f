"""The words of the page, in both languages at once: a reader may switch."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import NamedTuple

from ...model.errors import Text
from .element import Markup, tag

TABLES = ("sum", "panel", "sort", "state", "severity", "page")
"""The tables of `words.toml` that the script of the page needs as well."""


class Words(NamedTuple):
    """The words of `words.toml`, by table and name."""

    known: Mapping[str, Mapping[str, Text]]

    def text(self, name: str, **values: object) -> Text:
        """The words of a dotted name, with their blanks filled in."""
        table, _, key = name.partition(".")
        words = self.known[table][key]
        if not values:
            return words
        filled = {lang: _in(lang, values) for lang in ("zh", "en")}
        return Text(words.zh.format(**filled["zh"]), words.en.format(**filled["en"]))

    def say(self, name: str, **values: object) -> Markup:
        """The same as markup, in both languages."""
        return both(self.text(name, **values))


def _in(lang: str, values: Mapping[str, object]) -> dict[str, object]:
    return {k: v.get(lang) if isinstance(v, Text) else v for k, v in values.items()}


def load_words() -> Words:
    """The words as they are shipped."""
    data = tomllib.loads(part("words.toml"))
    return Words(
        {
            table: {key: Text(words["zh"], words["en"]) for key, words in entries.items()}
            for table, entries in data.items()
        }
    )


def part(name: str) -> str:
    """A file that is shipped beside this module."""
    return (files(__package__) / name).read_text(encoding="utf-8")


def both(text: Text) -> Markup:
    """A text in both languages, of which the page shows one; what is the same is there once."""
    if text.zh == text.en:
        return tag("bdi", text.zh)
    return Markup(tag("span", text.zh, lang="zh") + tag("span", text.en, lang="en"))


def quoted(text: str) -> Markup:
    """Words of the document."""
    return tag("bdi", text)
