"""Load a pack with everything that it extends.

A pack is a TOML file or a folder of them. It extends another by name or path, adds layouts and
rules, and changes inherited rules by `[change.CODE]`: a severity, a tolerance, `enabled = false`.
All faults of all files are gathered and raised together.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from .. import wording
from ..errors import NOTHING, Problem, RuleError
from ..rule import CodeList, CompiledRule, Pack
from ..scope import Scope
from .layouts import layout_faults, make_layout, ordinals
from .rules import compile_rule, make_rule, rule_faults
from .toml_file import TomlFile, as_text, field_faults, problem, read_toml, toml_files

TOP = {
    "pack": (dict,),
    "profile": (dict,),
    "layout": (list,),
    "rule": (list,),
    "change": (dict,),
    "list": (list,),
    "example": (list,),
}
HEAD = {"name": (str,), "extends": (str,), "title": (str, dict)}
LIST = {"id": (str,), "title": (str, dict), "complete": (bool,), "names": (dict,)}

MAX_EXTENDS = 8


class Draft:
    """A pack while it is put together: raw tables by id or code, each with its file."""

    def __init__(self) -> None:
        self.name = ""
        self.title = NOTHING
        self.sources: list[str] = []
        self.layouts: dict[str, tuple[dict[str, Any], TomlFile]] = {}
        self.rules: dict[str, tuple[dict[str, Any], TomlFile, str]] = {}
        self.lists: dict[str, CodeList] = {}
        self.profile: dict[str, Any] = {}
        self.problems: list[Problem] = []


def rules_home() -> str:
    """The folder of the shipped packs: inside the installed package, or in a source checkout."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    installed = os.path.join(here, "rules")
    if os.path.isdir(installed):
        return installed
    return os.path.join(os.path.dirname(os.path.dirname(here)), "rules")


def pack_names() -> list[str]:
    """The shipped packs."""
    home = rules_home()
    return sorted(n for n in os.listdir(home) if os.path.isdir(os.path.join(home, n)))


_LOADED: dict[str, Pack] = {}


def load_pack(name_or_path: str) -> Pack:
    """The pack of that name (shipped) or path. Raises `RuleError` with all its faults."""
    path = _locate(name_or_path, "")
    shipped = path.startswith(rules_home())
    if shipped and path in _LOADED:
        return _LOADED[path]
    draft = Draft()
    _gather(path, draft, 0)
    pack = _finish(draft)
    if shipped:
        _LOADED[path] = pack
    return pack


def _locate(name_or_path: str, beside: str) -> str:
    """Where a pack is: a path (relative to the pack that extends it), else a shipped name."""
    candidates = (os.path.join(beside, name_or_path), os.path.join(rules_home(), name_or_path))
    is_name = os.sep not in name_or_path and not name_or_path.endswith(".toml")
    for candidate in reversed(candidates) if is_name else candidates:
        if os.path.exists(candidate):
            return os.path.abspath(candidate)
    raise RuleError(wording.no_pack(name_or_path, pack_names()))


def _gather(path: str, draft: Draft, depth: int) -> None:
    """Add a pack to the draft, what it extends first."""
    if depth > MAX_EXTENDS:
        raise RuleError(wording.extends_loop(path))
    files = [read_toml(file) for file in toml_files(path)]
    heads = [file for file in files if "pack" in file.data]
    head: Mapping[str, Any] = heads[0].data["pack"] if heads else {}
    if isinstance(head, Mapping) and "extends" in head:
        base = path if os.path.isdir(path) else os.path.dirname(path)
        beside = os.path.dirname(base) if os.path.isdir(path) else base
        _gather(_locate(str(head["extends"]), beside), draft, depth + 1)
    draft.name = str(head.get("name") or os.path.splitext(os.path.basename(path))[0])
    draft.title = as_text(head.get("title", draft.name))
    for file in files:
        _add_file(file, draft)


def _add_file(file: TomlFile, draft: Draft) -> None:
    draft.sources.append(file.path)
    faults = list(field_faults(file.data, TOP))
    head = file.data.get("pack", {})
    if isinstance(head, Mapping):
        faults += field_faults(head, HEAD)
    draft.problems += [problem(file, "", key, texts) for key, texts in faults]
    if faults:
        return
    draft.profile.update(file.data.get("profile", {}))
    for item in file.data.get("list", []):
        _add_list(item, file, draft)
    for item in file.data.get("layout", []):
        _add_layout(item, file, draft)
    for item in file.data.get("rule", []):
        _add_rule(item, file, draft)
    for code, item in file.data.get("change", {}).items():
        _change_rule(code, item, file, draft)


def _add_list(item: Mapping[str, Any], file: TomlFile, draft: Draft) -> None:
    faults = list(field_faults(item, LIST, ("id", "names")))
    draft.problems += [problem(file, "", key, texts) for key, texts in faults]
    if not faults:
        names = {
            code: tuple(name) if isinstance(name, list) else (str(name),)
            for code, name in item["names"].items()
        }
        title = as_text(item.get("title", item["id"]))
        draft.lists[item["id"]] = CodeList(item["id"], title, item.get("complete", False), names)


def _add_layout(item: Mapping[str, Any], file: TomlFile, draft: Draft) -> None:
    """A layout of an id that is known already changes that layout, field by field."""
    faults = list(layout_faults(item, file))
    draft.problems += faults
    if not faults:
        base = draft.layouts.get(item["id"], ({}, file))[0]
        titles = [*item.get("titles", []), *base.get("titles", [])]
        draft.layouts[item["id"]] = ({**base, **item, "titles": titles}, file)


def _add_rule(item: Mapping[str, Any], file: TomlFile, draft: Draft) -> None:
    code = str(item.get("code", ""))
    if code in draft.rules:
        draft.problems.append(problem(file, code, "", wording.rule_twice(code)))
        return
    draft.rules[code] = (dict(item), file, draft.name)


def _change_rule(code: str, item: object, file: TomlFile, draft: Draft) -> None:
    if code not in draft.rules:
        texts = wording.no_rule(code, draft.rules)
        draft.problems.append(problem(file, code, "", texts))
    elif isinstance(item, Mapping):
        data, origin, pack = draft.rules[code]
        changed = {**data, **item, "code": code}
        faults = list(rule_faults(changed, file))
        draft.problems += faults
        if not faults:
            draft.rules[code] = (changed, origin, pack)


def _finish(draft: Draft) -> Pack:
    """Check and compile. Raises `RuleError` with all problems."""
    for data, file, _ in draft.rules.values():
        draft.problems += rule_faults(data, file)
    if draft.problems:
        raise RuleError(*draft.problems)
    ordinal = ordinals()
    layouts = tuple(make_layout(data, ordinal) for data, _ in draft.layouts.values())
    scope = Scope({layout.id: layout for layout in layouts}, draft.lists)
    compiled: list[CompiledRule] = []
    for data, file, pack in draft.rules.values():
        made = compile_rule(make_rule(data, file, pack), scope, file)
        if isinstance(made, Problem):
            draft.problems.append(made)
        else:
            compiled.append(made)
    if draft.problems:
        raise RuleError(*draft.problems)
    return Pack(
        draft.name,
        draft.title,
        tuple(draft.sources),
        layouts,
        tuple(compiled),
        draft.lists,
        draft.profile,
        {},
    )
