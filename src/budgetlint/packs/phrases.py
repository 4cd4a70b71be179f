"""Phrases, headings and words from TOML.

[[heading]]                     a section of the narrative, by words of its heading
id = "revenue"
titles = ["收入预算情况说明"]

[[phrase]]                      see `budgetlint.model.phrases`
group = "收入来源"
section = "revenue"             or a list of them; without it the phrase may stand anywhere
templates = ["{subject}{amount}，占{share}%，比{against}{direction}{change}，{trend}{rate}%"]
base = "收入预算"
names = { 单位资金 = "本年收入/单位资金" }

[words.direction]               the words that a slot may hold, by what they mean
up = ["增加"]
down = ["减少"]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .. import messages
from ..model.errors import Problem
from ..model.phrases import (
    SLOTS,
    Classes,
    Expressions,
    Heading,
    Phrase,
    Template,
    TemplateError,
    compact,
    compile_template,
)
from .toml_file import Spec, TomlTable, field_faults

PHRASE: Spec = {
    "group": (str,),
    "section": (str, list),
    "templates": (list,),
    "subject": (str,),
    "base": (str,),
    "items": (str,),
    "names": (dict,),
}
HEADING: Spec = {"id": (str,), "titles": (list,)}


def phrase_faults(part: TomlTable, headings: Mapping[str, Heading]) -> Iterator[Problem]:
    """Everything that is wrong with the form of one `[[phrase]]`."""
    item = part.data
    faults = list(field_faults(item, PHRASE, ("templates",), name="group"))
    for blamed, texts in faults:
        yield part.problem(blamed, texts, "phrase-field")
    if faults:
        return
    if not item.get("group") and not item.get("items"):
        yield part.problem("templates", messages.missing_key("group"), "phrase-field")
    for section in _listed(item.get("section", [])):
        if section not in headings:
            texts = messages.choice("section", headings, section)
            yield part.problem(section, texts, "phrase-field")


def heading_faults(part: TomlTable) -> Iterator[Problem]:
    """Everything that is wrong with the form of one `[[heading]]`."""
    for blamed, texts in field_faults(part.data, HEADING, ("id", "titles"), name="id"):
        yield part.problem(blamed, texts, "phrase-field")


def make_heading(data: Mapping[str, Any]) -> Heading:
    """A heading from checked TOML."""
    return Heading(data["id"], tuple(map(compact, map(str, data["titles"]))))


def make_phrase(
    part: TomlTable, words: Mapping[str, Classes], expressions: Expressions
) -> Phrase | Problem:
    """A phrase from checked TOML, its templates compiled; or what is wrong with them."""
    data = part.data
    templates = []
    for text in data["templates"]:
        try:
            templates.append(compile_template(str(text), words, expressions))
        except TemplateError as error:
            texts = messages.bad_template(error.text, error.reason, [*SLOTS, *words])
            return part.problem(str(text), texts, "phrase-template")
    return Phrase(
        group=data.get("group", ""),
        templates=tuple(templates),
        sections=tuple(_listed(data.get("section", []))),
        subject=data.get("subject", ""),
        base=data.get("base", ""),
        items=data.get("items", ""),
        reads_figures=all(map(_reads_figures, templates)),
        names={compact(name): str(to) for name, to in data.get("names", {}).items()},
    )


def add_words(data: Mapping[str, Any], words: dict[str, dict[str, list[str]]]) -> None:
    """Add the words of one file to those known; a slot keeps all words it ever had."""
    for slot, classes in data.items():
        known = words.setdefault(slot, {})
        for meaning, listed in classes.items():
            known.setdefault(meaning, []).extend(map(str, listed))


def word_faults(part: TomlTable) -> Iterator[Problem]:
    """Everything that is wrong with the form of `[words]`."""
    for slot, classes in part.data.items():
        if not isinstance(classes, Mapping):
            yield part.problem(slot, messages.wrong_type(slot, classes, (dict,)), "phrase-field")
            continue
        for meaning, listed in classes.items():
            if not isinstance(listed, list):
                texts = messages.wrong_type(meaning, listed, (list,))
                yield part.problem(meaning, texts, "phrase-field")


def _reads_figures(template: Template) -> bool:
    kinds = {SLOTS.get(slot.name) for slot in template.slots}
    return bool(kinds & {"money", "percent"}) and "list" not in kinds


def _listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]
