"""Phrases, sections and words from TOML.

[section.revenue]               a section of the narrative
titles = ["收入预算情况说明"]       words of its heading
names = { 单位资金 = "本年收入/单位资金" }    what its prose calls things, and what tables call them
                                what is said there, by groups; see `budgetlint.model.phrases`:
收入预算 = "单位收入预算{amount}，其中"                  one template, or a list of them
收入来源 = { base = "收入预算", templates = "{subject}{amount}，占{share}%" }
划转项目 = "划转{items}"                           items of a list are claims of the group

[phrases]                       what may be said anywhere

[words.direction]               the words that a slot may hold, by what they mean
up = ["增加"]
down = ["减少"]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

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
from .toml_file import Spec, Texts, TomlFile, TomlTable, field_faults

PHRASE: Spec = {
    "templates": (str, list),
    "subject": (str,),
    "base": (str,),
    "items": (str,),
    "names": (dict,),
}
SECTION: Spec = {"titles": (list,), "names": (dict,)}
"""The fields of a section; all else in it are phrases, by their groups."""


class Said(NamedTuple):
    """A phrase as TOML has it: its place, its group, the section that it is bound to ("" if to
    none), its fields, and what its section calls things."""

    part: TomlTable
    group: str
    section: str
    data: Mapping[str, Any]
    names: Mapping[str, str]


def headings(
    file: TomlFile, known: Mapping[str, Heading]
) -> Iterator[tuple[str, Heading | Problem]]:
    """The sections of a file by their names, with the titles that are `known` already; or what is
    wrong with them."""
    for name, data in file.data.get("section", {}).items():
        part = TomlTable(file, f"section.{name}", 0, data)
        required = () if name in known else ("titles",)
        said = data.items() if isinstance(data, Mapping) else ()
        own = {key: value for key, value in said if key in SECTION}
        faults = list(field_faults(own, SECTION, required))
        for blamed, texts in faults:
            yield name, part.problem(blamed, texts, "phrase-field")
        if not faults:
            titles = tuple(map(compact, map(str, data.get("titles", []))))
            yield name, Heading(name, (*titles, *(known[name].titles if name in known else ())))


def phrases_of(file: TomlFile) -> Iterator[Said | Problem]:
    """The phrases of a file: those of its sections, then those that may stand anywhere."""
    for name, section in file.data.get("section", {}).items():
        if isinstance(section, Mapping):
            part = TomlTable(file, f"section.{name}", 0, section)
            yield from _said(part, name, section.get("names", {}))
    yield from _said(TomlTable(file, "phrases", 0, file.data.get("phrases", {})), "", {})


def _said(part: TomlTable, section: str, names: Mapping[str, str]) -> Iterator[Said | Problem]:
    groups = [item for item in part.data.items() if not section or item[0] not in SECTION]
    for group, value in groups:
        here = part._replace(data=value, key=group)
        for data in _forms(value):
            faults = list(_faults(data))
            yield from (here.problem(blamed, texts, "phrase-field") for blamed, texts in faults)
            if not faults:
                yield Said(here, group, section, data, names)


def _faults(data: Mapping[str, Any]) -> Iterator[tuple[str, Texts]]:
    yield from field_faults(data, PHRASE, ("templates",))
    templates = data.get("templates")
    for text in templates if isinstance(templates, list) else ():
        if not isinstance(text, str):
            yield "templates", messages.wrong_type("templates", text, (str,))


def _forms(value: object) -> Iterator[Mapping[str, Any]]:
    """The phrases of one group: a template, several, tables with more fields, or a list of these;
    what is none of them is for the faults."""
    listed = value if isinstance(value, list) else [value]
    templates = [item for item in listed if not isinstance(item, Mapping)]
    if templates:
        yield {"templates": templates}
    yield from (item for item in listed if isinstance(item, Mapping))


def make_phrase(
    said: Said, words: Mapping[str, Classes], expressions: Expressions
) -> Phrase | Problem:
    """A phrase from checked TOML, its templates compiled; or what is wrong with them. Where its
    items have no group of their own, they are the group."""
    data = said.data
    templates = []
    for text in _listed(data["templates"]):
        try:
            templates.append(compile_template(text, words, expressions))
        except TemplateError as error:
            texts = messages.bad_template(error.text, error.reason, [*SLOTS, *words])
            return said.part.problem(text, texts, "phrase-template")
    lists = any(slot.name == "items" for template in templates for slot in template.slots)
    names = {**said.names, **data.get("names", {})}
    return Phrase(
        group="" if lists and "items" not in data else said.group,
        templates=tuple(templates),
        sections=(said.section,) if said.section else (),
        subject=data.get("subject", ""),
        base=data.get("base", ""),
        items=data.get("items", said.group if lists else ""),
        reads_figures=all(map(_reads_figures, templates)),
        names={compact(name): str(to) for name, to in names.items()},
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
