"""Load a pack with everything that it extends.

A pack is a TOML file or a folder of them. It extends another by name or path, adds layouts and
rules, and changes inherited rules by `[change.CODE]`: a severity, a tolerance, `enabled = false`.
`without` names inherited rules that it does not have at all.
All faults of all files are gathered and raised together.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

from .. import messages
from ..model.errors import NOTHING, Problem, RuleError
from ..model.phrases import Expressions, Heading, Phrase, PhraseBook
from ..model.rule import CodeList, Rule, Slip
from .claims import claims_layout
from .english import english_names
from .families import Family, families, views
from .home import is_shipped, locate, rules_home
from .layouts import (
    extended,
    layout_faults,
    make_layout,
    ordinals,
    previous_layouts,
    written_out,
)
from .lists import list_faults, make_list
from .naming import wording
from .pack import Pack
from .phrases import Said, add_words, headings, make_phrase, phrases_of, word_faults
from .rules import Forms, make_rule, rule_faults
from .slips import make_slip, slip_faults
from .toml_file import (
    Files,
    Parts,
    TomlFile,
    TomlTable,
    as_text,
    field_faults,
    read_toml,
    toml_files,
)
from .vocabulary import TOP as VOCABULARY
from .vocabulary import VocabularyDraft, vocabulary_faults

TOP = {
    "pack": (dict,),
    "profile": (dict,),
    "layout": (dict,),
    "family": (dict,),
    "view": (dict,),
    "rule": (list,),
    "change": (dict,),
    "list": (dict,),
    "section": (dict,),
    "phrases": (dict,),
    "words": (dict,),
    "english": (dict,),
    "slip": (dict,),
    "example": (list,),
    "document": (list,),
    **VOCABULARY,
}
HEAD = {
    "name": (str,),
    "version": (str,),
    "extends": (str,),
    "title": (str, dict),
    "without": (list,),
    "needs": (list,),
}

MAX_EXTENDS = 8
_NUMBER = re.compile(r"[0-9]{1,9}")
SLIPS = "slips.toml"
"""The slips that every pack knows; they stand beside the shipped packs."""
WORDS = "vocabulary.toml"
"""The words that every pack knows; likewise."""


class Draft:
    """A pack while it is put together: raw tables by id or code, each with its file."""

    def __init__(self, kinds: Forms, expressions: Expressions, shipped: Files) -> None:
        self.kinds = kinds
        self.expressions = expressions
        self.shipped = shipped
        self.name = ""
        self.version = ""
        self.title = NOTHING
        self.sources: list[str] = []
        self.layouts: dict[str, dict[str, Any]] = {}
        self.families: dict[str, Family] = {kind: {"kind": kind} for kind in kinds}
        self.rules: dict[str, tuple[dict[str, Any], TomlTable, str]] = {}
        self.codes: dict[str, None] = {}  # of all rules, also of those with faults
        self.lists: dict[str, CodeList] = {}
        self.headings: dict[str, Heading] = {}
        self.phrases: list[tuple[int, Said]] = []  # with the depth of their pack
        self.words: dict[str, dict[str, list[str]]] = {}
        self.english: dict[str, str] = {}
        self.profile: dict[str, Any] = {}
        self.slips: dict[str, Slip] = {}
        self.vocabulary = VocabularyDraft()
        self.needs: tuple[str, ...] = ()
        self.depth = 0  # of the pack whose files are being read: less for what it extends
        self.problems: list[Problem] = []


def read_pack(
    path: str, kinds: Forms, expressions: Expressions, shipped: Files
) -> tuple[Pack, Parts]:
    """The pack at `path`, its rules in the form that their kinds ask for, and where each of them
    stands; `shipped` are files of shipped packs that have been read for another one.

    Raises `RuleError` with all its faults.
    """
    draft = Draft(kinds, expressions, shipped)
    _add_slips(_read(os.path.join(rules_home(), SLIPS), draft), draft)
    _add_vocabulary(_read(os.path.join(rules_home(), WORDS), draft), draft)
    _gather(path, draft, 0)
    return _finish(draft), {code: part for code, (_, part, _) in draft.rules.items()}


def _read(path: str, draft: Draft) -> TomlFile:
    """A file of a pack; one that is shipped is read once for all that extend it."""
    if not is_shipped(path):
        return read_toml(path)
    if path not in draft.shipped:
        draft.shipped[path] = read_toml(path)
    return draft.shipped[path]


def _gather(path: str, draft: Draft, depth: int) -> None:
    """Add a pack to the draft, what it extends first."""
    if depth > MAX_EXTENDS:
        raise RuleError(messages.extends_loop(path))
    files = [_read(file, draft) for file in toml_files(path)]
    head = next((_head(file) for file in files if "pack" in file.data), None)
    faults = list(field_faults(head.data, HEAD)) if head else []
    if head and faults:
        raise RuleError(*(head.problem(blamed, texts) for blamed, texts in faults))
    if head and "extends" in head.data:
        _gather(_base(path, head), draft, depth + 1)
    draft.depth = -depth
    data: Mapping[str, Any] = head.data if head else {}
    draft.name = data.get("name") or os.path.splitext(os.path.basename(path.rstrip(os.sep)))[0]
    draft.version = data.get("version", "")
    draft.title = as_text(data.get("title", draft.name))
    draft.needs += tuple(map(str, data.get("needs", [])))
    for code in map(str, data.get("without", [])):
        if head and code not in draft.codes:
            draft.problems.append(head.problem(code, messages.no_rule(code, draft.codes)))
        draft.rules.pop(code, None)
    for file in files:
        _add_families(file, draft)
    for file in files:
        _add_file(file, draft)


def _head(file: TomlFile) -> TomlTable:
    return TomlTable(file, "pack", 0, file.data["pack"])


def _base(path: str, head: TomlTable) -> str:
    """Where the pack is that this one extends. Raises `RuleError` with the place of `extends`."""
    beside = os.path.dirname(path.rstrip(os.sep))
    try:
        return locate(head.data["extends"], beside)
    except RuleError as error:
        found = error.problems[0]
        texts = found.found, found.expected
        raise RuleError(head.problem("extends", texts, found.code)) from None


def _add_file(file: TomlFile, draft: Draft) -> None:
    draft.sources.append(file.path)
    whole = TomlTable(file, "", 0, file.data)
    unfit = list(field_faults(file.data, TOP))
    draft.problems += [whole.problem(blamed, texts) for blamed, texts in unfit]
    if unfit:
        return
    draft.profile.update(file.data.get("profile", {}))
    for part in file.keyed("list", "id"):
        _add_list(part, draft)
    for part in file.keyed("layout", "id"):
        _add_layout(written_out(part), draft)
    _add_phrases(file, draft)
    _add_slips(file, draft)
    _add_vocabulary(file, draft)
    _add_views(file, draft)
    for part in file.parts("rule"):
        _add_rule(part, draft)
    for code, item in file.data.get("change", {}).items():
        _change_rule(code, TomlTable(file, "change", 0, item, code), draft)


def _add_slips(file: TomlFile, draft: Draft) -> None:
    """A slip of a code that is known already takes its place."""
    for part in file.keyed("slip", "code"):
        faults = list(slip_faults(part))
        draft.problems += faults
        if not faults:
            draft.slips[part.data["code"]] = make_slip(part.data)


def _add_vocabulary(file: TomlFile, draft: Draft) -> None:
    """Words add to those that are known already."""
    faults = list(vocabulary_faults(file))
    draft.problems += faults
    if not faults:
        draft.vocabulary.add(file.data)


def _add_list(part: TomlTable, draft: Draft) -> None:
    faults = list(list_faults(part, draft.lists))
    draft.problems += faults
    if not faults:
        draft.lists[part.data["id"]] = make_list(part.data, draft.lists)


def _add_layout(part: TomlTable, draft: Draft) -> None:
    """A layout of an id that is known already changes that layout, field by field."""
    faults = list(layout_faults(part, draft.layouts))
    draft.problems += faults
    if not faults:
        draft.layouts[part.data["id"]] = extended(part.data, draft.layouts)


def _add_phrases(file: TomlFile, draft: Draft) -> None:
    words = TomlTable(file, "words", 0, file.data.get("words", {}))
    faults = list(word_faults(words))
    if not faults:
        add_words(words.data, draft.words)
    draft.problems += faults
    _add_english(file, draft)
    for name, heading in headings(file, draft.headings):
        if isinstance(heading, Problem):
            draft.problems.append(heading)
        else:
            draft.headings[name] = heading
    for said in phrases_of(file):
        if isinstance(said, Problem):
            draft.problems.append(said)
        else:
            draft.phrases.append((draft.depth, said))


def _add_english(file: TomlFile, draft: Draft) -> None:
    """What claims are called in English reports, and how such names are put together."""
    names = TomlTable(file, "english", 0, file.data.get("english", {}))
    faults = list(field_faults(names.data, dict.fromkeys(names.data, (str,))))
    draft.problems += [names.problem(blamed, texts) for blamed, texts in faults]
    if not faults:
        draft.english.update(names.data)


def _book(draft: Draft) -> PhraseBook:
    """All phrases; those of a pack come before those that it inherits, and are tried first."""
    made: list[Phrase] = []
    for _, said in sorted(draft.phrases, key=lambda item: -item[0]):
        phrase = make_phrase(said, draft.words, draft.expressions)
        if isinstance(phrase, Problem):
            draft.problems.append(phrase)
        else:
            made.append(phrase)
    book = PhraseBook(tuple(made), tuple(draft.headings.values()), draft.words)
    return book._replace(english=english_names(book.groups, draft.english))


def _add_families(file: TomlFile, draft: Draft) -> None:
    for name, family in families(file, draft.kinds):
        if isinstance(family, Problem):
            draft.problems.append(family)
        else:
            draft.families[name] = family


def _add_views(file: TomlFile, draft: Draft) -> None:
    """The rules of a file that are views of families."""
    for part in views(file, draft.families, draft.kinds):
        if isinstance(part, Problem):
            draft.problems.append(part)
        else:
            _add_rule(part, draft)


def _add_rule(part: TomlTable, draft: Draft) -> None:
    if not isinstance(part.data, Mapping):
        draft.problems.append(part.problem("", messages.wrong_type("rule", part.data, (dict,))))
        return
    faults = list(rule_faults(part, part.data, draft.kinds))
    draft.problems += faults
    code = str(part.data.get("code", ""))
    if code in draft.codes:
        draft.problems.append(part.problem(code, messages.rule_twice(code)))
    elif not faults:
        draft.rules[code] = (dict(part.data), part, draft.name)
    draft.codes[code] = None


def _change_rule(code: str, part: TomlTable, draft: Draft) -> None:
    """What is changed is reported at the change, also if only the compiler finds it."""
    if not isinstance(part.data, Mapping):
        draft.problems.append(part.problem(code, messages.wrong_type(code, part.data, (dict,))))
    elif code not in draft.codes:
        draft.problems.append(part.problem("", messages.no_rule(code, draft.codes)))
    elif code in draft.rules:
        data, _, pack = draft.rules[code]
        changed = {**data, **part.data, "code": code}
        faults = list(rule_faults(part, changed, draft.kinds))
        draft.problems += faults
        if not faults:
            draft.rules[code] = (changed, part, pack)


def _settings_of(draft: Draft) -> str:
    return repr([data for data, _, _ in draft.rules.values()])


def _from_profile(value: Any, profile: Mapping[str, Any]) -> Any:
    """A setting written "@name" is what the profile says under that name, there or further on."""
    for _ in profile:
        if not (isinstance(value, str) and value.startswith("@")):
            break
        value = profile.get(value[1:], value)
    return value


def _by_code(item: tuple[str, object]) -> tuple[str, int, str]:
    """A3 before A10, whatever the order in which files and packs are read."""
    letters = item[0].rstrip("abcdefghijklmnopqrstuvwxyz").rstrip("0123456789")
    number = _NUMBER.match(item[0], len(letters))
    return letters, int(number[0]) if number else 0, item[0]


def _finish(draft: Draft) -> Pack:
    """Check and put together. Raises `RuleError` with all problems."""
    if draft.problems:
        raise RuleError(*draft.problems)
    ordinal = ordinals()
    book = _book(draft)
    if draft.problems:
        raise RuleError(*draft.problems)
    vocabulary = draft.vocabulary.made(draft.lists)
    layouts = tuple(make_layout(data, ordinal, vocabulary) for data in draft.layouts.values())
    if book.phrases or book.words:
        layouts += (claims_layout(book, next(ordinal), vocabulary),)
    layouts += tuple(previous_layouts(layouts, _settings_of(draft), ordinal))
    rules: list[Rule] = []
    for _, (data, part, pack) in sorted(draft.rules.items(), key=_by_code):
        filled = {key: _from_profile(value, draft.profile) for key, value in data.items()}
        words = wording(filled, draft.layouts)
        rules.append(make_rule(filled, words, part, pack, draft.kinds))
    return Pack(
        draft.name,
        draft.title,
        tuple(draft.sources),
        layouts,
        tuple(rules),
        draft.lists,
        draft.profile,
        tuple(draft.slips.values()),
        vocabulary,
        draft.needs,
        draft.version,
    )
