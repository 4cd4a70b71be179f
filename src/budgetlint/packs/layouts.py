"""Layouts from TOML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from .. import wording
from ..errors import Problem
from ..layout import Column, Layout, Side
from ..names import bare, norm, path
from .toml_file import Spec, TomlFile, field_faults, problem

SIDE_FIELDS: Spec = {
    "name": (str,),
    "under": (list,),
    "rows": (str,),
    "label": (list,),
    "code": (list,),
    "project": (list,),
    "total": (list,),
    "levels": (list,),
    "columns": (list,),
    "names": (list,),
}
LAYOUT_FIELDS: Spec = {
    **SIDE_FIELDS,
    "id": (str,),
    "number": (int,),
    "titles": (list,),
    "money": (str,),
    "side": (list,),
}
COLUMN_FIELDS: Spec = {
    "name": (str,),
    "headers": (list,),
    "optional": (bool,),
    "percent": (bool,),
}
ROWS = ("code", "outline", "units", "flat")
DEFAULT_LEVELS = {"code": ("类", "款", "项"), "units": ("单位", "项目")}


def layout_faults(data: Mapping[str, Any], file: TomlFile) -> Iterator[Problem]:
    """Everything that is wrong with the form of one `[[layout]]`."""
    anchor = str(data.get("id", ""))
    for key, texts in field_faults(data, LAYOUT_FIELDS, ("id",)):
        yield problem(file, anchor, key, texts, code="layout-field")
    for side in data.get("side", [data]):
        fields = LAYOUT_FIELDS if side is data else SIDE_FIELDS
        for key, texts in field_faults(side, fields):
            if side is not data:
                yield problem(file, anchor, key, texts, code="layout-field")
        if "rows" in side and side["rows"] not in ROWS:
            texts = wording.choice("rows", ROWS)
            yield problem(file, anchor, str(side["rows"]), texts, code="layout-field")
        for column in side.get("columns", []):
            if isinstance(column, Mapping):
                for key, texts in field_faults(column, COLUMN_FIELDS, ("name",)):
                    yield problem(file, anchor, key, texts, code="layout-field")


def make_layout(data: Mapping[str, Any], ordinal: Iterator[int]) -> Layout:
    """A layout from checked TOML; sides are numbered from `ordinal`."""
    sides = tuple(_side(data["id"], side, next(ordinal)) for side in data.get("side", [data]))
    return Layout(
        id=data["id"],
        number=data.get("number", 0),
        titles=tuple(map(norm, data.get("titles", []))),
        sides=sides,
        money=data.get("money", ""),
    )


def ordinals() -> Iterator[int]:
    """Side indices, from 0."""
    return count()


def _side(table: str, data: Mapping[str, Any], index: int) -> Side:
    rows = data.get("rows", "flat")
    columns = [c if isinstance(c, Mapping) else {"name": c} for c in data.get("columns", [])]
    return Side(
        table=table,
        name=data.get("name", "") if "titles" not in data else "",
        ordinal=index,
        rows=rows,
        label=tuple(map(path, data.get("label", []))),
        under=tuple(map(norm, data.get("under", []))),
        code=tuple(tuple(map(path, text.split("+"))) for text in data.get("code", [])),
        project=tuple(map(path, data.get("project", []))),
        total=tuple(map(norm, data.get("total", []))),
        columns={c["name"]: _column(c) for c in columns},
        names=tuple(tuple(norm(bare(p)) for p in n.split("/")) for n in data.get("names", [])),
        levels=tuple(data.get("levels", DEFAULT_LEVELS.get(rows, ()))),
    )


def _column(data: Mapping[str, Any]) -> Column:
    return Column(
        data["name"],
        tuple(map(path, data.get("headers", [data["name"]]))),
        data.get("optional", False),
        data.get("percent", False),
    )
