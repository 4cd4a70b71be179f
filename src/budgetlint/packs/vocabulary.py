"""The vocabulary from TOML: `[[dimension]]`, `[[word]]`, `[neutral]`, `[organ]` and `[[usual]]`.

`rules/vocabulary.toml` is what all packs share; a pack adds dimensions, members, names and words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .. import messages
from ..model.errors import Problem
from ..model.expressions import compiled, expression
from ..model.memo import Memo
from ..model.names import norm
from ..model.rule import CodeList
from ..model.vocabulary import MAX_MADE, Coordinates, Dimension, Usual, Vocabulary, no_readings
from .toml_file import Spec, TomlFile, TomlTable, as_text, field_faults

DIMENSION: Spec = {
    "id": (str,),
    "title": (str, dict),
    "names": (dict,),
    "parts": (dict,),
    "complete": (list,),
    "list": (str,),
    "pattern": (list,),
}
WORD: Spec = {"names": (list,), "sets": (dict,), "alone": (bool,)}
NEUTRAL: Spec = {
    "words": (list,),
    "front": (list,),
    "behind": (list,),
    "title": (str,),
    "no_money": (list,),
}
ORGAN: Spec = {"endings": (list,)}
USUAL: Spec = {"sets": (dict,), "where": (dict,), "beside": (list,)}
TOP: Spec = {
    "dimension": (list,),
    "word": (list,),
    "neutral": (dict,),
    "organ": (dict,),
    "usual": (list,),
}
_LISTS: Mapping[str, tuple[Spec, tuple[str, ...]]] = {
    "dimension": (DIMENSION, ("id",)),
    "word": (WORD, ("names", "sets")),
    "usual": (USUAL, ("sets",)),
}
_TABLES: Mapping[str, Spec] = {"neutral": NEUTRAL, "organ": ORGAN}


def vocabulary_faults(file: TomlFile) -> Iterator[Problem]:
    """Everything that is wrong with the words in a file, each with its line."""
    for header, (spec, needed) in _LISTS.items():
        for part in file.parts(header):
            for blamed, texts in field_faults(part.data, spec, needed):
                yield part.problem(blamed or header, texts)
    for header, spec in _TABLES.items():
        if header in file.data:
            part = TomlTable(file, header, 0, file.data[header])
            for blamed, texts in field_faults(part.data, spec):
                yield part.problem(blamed or header, texts)
    for part, source in _expressions(file):
        yield from _expression_faults(part, source)


def _expressions(file: TomlFile) -> Iterator[tuple[TomlTable, str]]:
    """The regular expressions among the words of a file."""
    if isinstance(file.data.get("neutral"), Mapping):
        part = TomlTable(file, "neutral", 0, file.data["neutral"])
        written = [part.data.get(key, []) for key in ("front", "behind")]
        found = [e for several in written if isinstance(several, list) for e in several]
        yield from ((part, str(e)) for e in (*found, part.data.get("title", "")))
    for part in file.parts("dimension"):
        patterns = part.data.get("pattern", []) if isinstance(part.data, Mapping) else []
        yield from ((part, str(p.get("regex", ""))) for p in patterns if isinstance(p, Mapping))


def _expression_faults(part: TomlTable, source: str) -> Iterator[Problem]:
    try:
        compiled(source)
    except re.error:
        yield part.problem(source, messages.wrong_type(source, source, (re.Pattern,)))


class VocabularyDraft:
    """The vocabulary of a pack while its files are read; later files add to earlier ones."""

    def __init__(self) -> None:
        self.dimensions: dict[str, dict[str, Any]] = {}
        self.words: list[dict[str, Any]] = []
        self.neutral: dict[str, list[str]] = {"words": [], "front": [], "behind": []}
        self.title = "(?!)"
        self.no_money: list[str] = []
        self.organs: list[str] = []
        self.usual: list[dict[str, Any]] = []

    def add(self, data: Mapping[str, Any]) -> None:
        """Add the words of one file, which has no faults."""
        for item in data.get("dimension", []):
            known = self.dimensions.setdefault(item["id"], {"names": {}, "parts": {}})
            for member, names in item.get("names", {}).items():
                known["names"].setdefault(member, []).extend(names)
            known["parts"].update(item.get("parts", {}))
            known.update({k: v for k, v in item.items() if k not in ("names", "parts")})
        self.words += data.get("word", [])
        neutral = data.get("neutral", {})
        for key in self.neutral:
            self.neutral[key] += neutral.get(key, [])
        self.title = neutral.get("title", self.title)
        self.no_money += neutral.get("no_money", [])
        self.organs += data.get("organ", {}).get("endings", [])
        self.usual += data.get("usual", [])

    def made(self, lists: Mapping[str, CodeList]) -> Vocabulary:
        """The vocabulary, ready to parse by."""
        dimensions = {name: _dimension(item) for name, item in self.dimensions.items()}
        words: dict[str, Coordinates] = {norm(w): {} for w in self.neutral["words"]}
        words |= {
            norm(name): {dimension.id: member}
            for dimension in dimensions.values()
            for member, names in dimension.names.items()
            for name in names
        }
        alone: dict[str, Coordinates] = {}
        for item in self.words:
            target = alone if item.get("alone") else words
            target.update({norm(name): dict(item["sets"]) for name in item["names"]})
        charts = {d.id: _names_of(lists[d.codes]) for d in dimensions.values() if d.codes in lists}
        every = (*words, *(name for chart in charts.values() for name in chart))
        return Vocabulary(
            dimensions=dimensions,
            words=words,
            alone=alone,
            charts=charts,
            patterns=tuple((d.id, expression(p)) for d in dimensions.values() for p in d.patterns),
            front=_any(self.neutral["front"], "{}"),
            behind=_any(self.neutral["behind"], "{}$"),
            title=expression(self.title),
            no_money=frozenset(self.no_money),
            organs=tuple(map(norm, self.organs)),
            usual=tuple(usual for item in self.usual for usual in _usual(item)),
            lengths=_lengths(name for name in every if name),
            readings=no_readings(),
            made=Memo(MAX_MADE),
        )


def _lengths(names: Iterable[str]) -> Mapping[str, Sequence[int]]:
    """For each first character how long names are, the longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for name in names:
        found[name[0]].add(len(name))
    return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}


def _dimension(item: Mapping[str, Any]) -> Dimension:
    return Dimension(
        item["id"],
        as_text(item.get("title", item["id"])),
        {member: tuple(names) for member, names in item["names"].items()},
        {member: tuple(parts) for member, parts in item["parts"].items()},
        tuple(item.get("complete", ())),
        item.get("list", ""),
        tuple(pattern["regex"] for pattern in item.get("pattern", ())),
    )


def _usual(item: Mapping[str, Any]) -> Iterator[Usual]:
    """What is meant where all of some coordinates are said, or anything of a dimension."""
    sets = next(iter(item["sets"].items()))
    if "beside" not in item:
        yield Usual(sets, tuple(item.get("where", {}).items()))
    yield from (Usual(sets, ((dimension, "*"),)) for dimension in item.get("beside", ()))


def _names_of(codes: CodeList) -> dict[str, tuple[str, ...]]:
    """The codes of each name of a chart; thirteen names stand under two codes."""
    found: dict[str, tuple[str, ...]] = {}
    for code, names in codes.names.items():
        for name in map(norm, names):
            found[name] = (*found.get(name, ()), code)
    return found


def _any(expressions: list[str], shape: str) -> re.Pattern[str]:
    """One expression that matches where any of these does; nothing where there are none."""
    joined = "|".join(expressions) or "(?!)"
    return expression(shape.format(f"(?:{joined})"))
