"""Lists of codes and names from TOML.

[list.ours]
of = "cn-functional"            names of another list: those of some codes
codes = ["201", "202"]

[list.ours.names]               codes and their names; a list of names where there are no codes
"30901 31001" = "房屋建筑物购建"    several codes of one name
207 = ["文化旅游体育与传媒支出", "文化体育与传媒支出"]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .. import messages
from ..model.errors import Problem
from ..model.rule import CodeList
from .toml_file import Spec, TomlTable, as_text, field_faults

LIST: Spec = {
    "id": (str,),
    "title": (str, dict),
    "complete": (bool,),
    "names": (dict, list),
    "of": (str,),
    "codes": (list,),
}


def list_faults(part: TomlTable, known: Mapping[str, CodeList]) -> Iterator[Problem]:
    """Everything that is wrong with the form of one list; `known` are those before it."""
    item = part.data
    other = item.get("of", "") if isinstance(item, Mapping) else ""
    required = ("id", "codes") if other else ("id", "names")
    for blamed, texts in field_faults(item, LIST, required, name="id"):
        yield part.problem(blamed, texts)
    if other and other not in known:
        yield part.problem(str(other), messages.choice("of", known, str(other)))
    elif other and isinstance(item.get("codes"), list):
        for code in map(str, item["codes"]):
            if code not in known[other].names:
                yield part.problem(code, messages.choice("codes", known[other].names, code))


def make_list(item: Mapping[str, Any], known: Mapping[str, CodeList]) -> CodeList:
    """A list from checked TOML."""
    title = as_text(item.get("title", item["id"]))
    names: dict[str, tuple[str, ...]] = {}
    if "of" in item:
        others = known[item["of"]].names
        names = {code: others[code] for code in map(str, item["codes"])}
    names |= _names(item.get("names", {}))
    return CodeList(item["id"], title, item.get("complete", False), names)


def _names(data: Mapping[str, Any] | list[Any]) -> dict[str, tuple[str, ...]]:
    if isinstance(data, list):
        return {str(number): (str(name),) for number, name in enumerate(data, 1)}
    return {
        code: tuple(map(str, name)) if isinstance(name, list) else (str(name),)
        for codes, name in data.items()
        for code in codes.split()
    }
