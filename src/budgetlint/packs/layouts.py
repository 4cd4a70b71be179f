"""Layouts from TOML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from .. import messages
from ..model import limits
from ..model.errors import Problem
from ..model.layout import DEFAULT_LEVELS, PREVIOUS, Column, Form, Layout, Measure, Side
from ..model.names import bare, norm, path
from ..model.vocabulary import NO_WORDS, Vocabulary
from .toml_file import Spec, TomlTable, field_faults

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
    "texts": (list,),
    "names": (list,),
    "order": (list,),
    "group": (list,),
    "subtotal": (list,),
    "partial": (bool,),
    "units": (bool,),
    "optional": (bool,),
    "skip": (list,),
    "blocks": (bool,),
    "inner": (list,),
    "like": (str,),
}
LAYOUT_FIELDS: Spec = {
    **SIDE_FIELDS,
    "id": (str,),
    "number": (int,),
    "titles": (list,),
    "money": (str,),
    "side": (list,),
    "form": (dict,),
    "ignored": (bool,),
}
FIELDS = LAYOUT_FIELDS.keys() - {"side"}
"""What may stand in the table of a layout beside its sides."""
COLUMN_FIELDS: Spec = {
    "name": (str,),
    "headers": (list,),
    "optional": (bool,),
    "percent": (bool,),
    "number": (bool,),
    "within": (bool,),
}
FORM_FIELDS: Spec = {
    "body": (str,),
    "fill": (list,),
    "carry": (list,),
    "unit": (str,),
    "beside": (list,),
}
TEXT_LISTS = (
    "under",
    "label",
    "code",
    "project",
    "total",
    "levels",
    "names",
    "titles",
    "order",
    "group",
    "subtotal",
    "skip",
    "inner",
)
ROWS = ("code", "outline", "units", "flat", "groups", "nested", "single")


def written_out(part: TomlTable) -> TomlTable:
    """A layout with its sides listed: the tables in it that are no fields are sides, by their
    names."""
    if not isinstance(part.data, Mapping):
        return part
    items = part.data.items()
    sides = [{"name": k, **v} for k, v in items if k not in FIELDS and isinstance(v, Mapping)]
    rest = {k: v for k, v in items if k in FIELDS or not isinstance(v, Mapping)}
    return part._replace(data={**rest, "side": sides} if sides else rest)


OWN = frozenset({"id", "number", "titles", "like"})
"""What a layout has for itself, whatever it is like."""


def extended(item: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A layout with what it does not say itself: as an inherited one of its id has it, else as the
    one that it is like. Its sides are those that it lists, each likewise extended; titles are
    added."""
    base = known.get(item["id"], {})
    model = known.get(item.get("like", ""), {})
    whole = {**{key: model[key] for key in model if key not in OWN}, **base, **item}
    whole["titles"] = [*item.get("titles", []), *base.get("titles", [])]
    if "side" in item:
        before = {side.get("name", ""): side for side in {**model, **base}.get("side", [])}
        whole["side"] = list(_extended_sides(item["side"], before))
    return whole


def _extended_sides(
    sides: Sequence[Mapping[str, Any]], before: Mapping[str, Mapping[str, Any]]
) -> Iterator[Mapping[str, Any]]:
    """Each side as it was `before`, or as another one of the table, with what it says itself."""
    known = dict(before)
    for side in sides:
        name = side.get("name", "")
        known[name] = {**known.get(side.get("like", name), {}), **side}
        yield known[name]


def layout_faults(
    part: TomlTable, known: Mapping[str, Mapping[str, Any]] | None = None
) -> Iterator[Problem]:
    """Everything that is wrong with the form of one layout; `known` are those before it."""
    like = part.data.get("like") if isinstance(part.data, Mapping) else None
    if isinstance(like, str) and like not in (known or {}):
        yield part.problem(like, messages.choice("like", known or {}, like), "layout-field")
    yield from _faults(part, part.data, LAYOUT_FIELDS, ("id",))
    form = part.data.get("form") if isinstance(part.data, Mapping) else None
    for blamed, texts in field_faults(form, FORM_FIELDS, ("body",)) if form is not None else ():
        yield part.problem(blamed or "form", texts, "layout-field")
    for side in part.data.get("side", []) if isinstance(part.data, Mapping) else []:
        yield from _faults(part, side, SIDE_FIELDS, ())


def _faults(
    part: TomlTable, data: object, spec: Spec, required: tuple[str, ...]
) -> Iterator[Problem]:
    for blamed, texts in field_faults(data, spec, required, name="id"):
        yield part.problem(blamed, texts, "layout-field")
    if not isinstance(data, Mapping):
        return
    if "rows" in data and data["rows"] not in ROWS:
        texts = messages.choice("rows", ROWS, data["rows"])
        yield part.problem(str(data["rows"]), texts, "layout-field")
    for key, value in data.items():
        if key in TEXT_LISTS and isinstance(value, list):
            yield from _no_texts(part, key, value)
    for column in (*_listed(data, "columns"), *_listed(data, "texts")):
        if isinstance(column, str):
            yield from _no_texts(part, column, [column])
            continue
        for blamed, texts in field_faults(column, COLUMN_FIELDS, ("name",)):
            yield part.problem(blamed or "columns", texts, "layout-field")
        if isinstance(column, Mapping) and isinstance(column.get("headers"), list):
            yield from _no_texts(part, "headers", column["headers"])


def _listed(data: Mapping[str, Any], key: str) -> list[Any]:
    value = data.get(key, [])
    return value if isinstance(value, list) else []


def _no_texts(part: TomlTable, key: str, values: list[object]) -> Iterator[Problem]:
    """A problem for the first value of a list that is no text."""
    for value in values:
        if not isinstance(value, str):
            yield part.problem(key, messages.wrong_type(key, value, (str,)), "layout-field")
            return
        if _ways(value) > limits.SPELLINGS:
            yield part.problem(value, messages.many_spellings(value, _ways(value)), "layout-field")


def make_layout(
    data: Mapping[str, Any], ordinal: Iterator[int], vocabulary: Vocabulary = NO_WORDS
) -> Layout:
    """A layout from checked TOML; sides are numbered from `ordinal`."""
    sides = tuple(_side(data["id"], side, next(ordinal)) for side in data.get("side", [data]))
    return Layout(
        id=data["id"],
        number=data.get("number", 0),
        titles=tuple(map(norm, _spelled(data.get("titles", [])))),
        sides=sides,
        money=data.get("money", ""),
        form=_form(data["form"]) if "form" in data else None,
        ignored=data.get("ignored", False),
        vocabulary=vocabulary,
    )


def _form(data: Mapping[str, Any]) -> Form:
    return Form(
        data["body"],
        tuple(map(str, data.get("fill", ()))),
        tuple(map(str, data.get("carry", ()))),
        data.get("unit", ""),
        tuple(map(norm, data.get("beside", ()))),
    )


def previous_layouts(
    layouts: Sequence[Layout], rules: str, ordinal: Iterator[int]
) -> Iterator[Layout]:
    """Last year's tables, as far as `rules` speak of them: "@prev.claims"."""
    wanted = set(re.findall(rf"{re.escape(PREVIOUS)}([a-z][a-z0-9-]*)", rules))
    for layout in layouts:
        if layout.id in wanted:
            name = PREVIOUS + layout.id
            sides = tuple(s._replace(table=name, ordinal=next(ordinal)) for s in layout.sides)
            yield layout._replace(id=name, sides=sides)


def ordinals() -> Iterator[int]:
    """Side indices, from 0."""
    return count()


def _side(table: str, data: Mapping[str, Any], index: int) -> Side:
    rows = data.get("rows", "flat")
    columns = _as_tables(data.get("columns", []))
    return Side(
        table=table,
        name=data.get("name", "") if "titles" not in data else "",
        ordinal=index,
        rows=rows,
        label=tuple(map(path, _spelled(data.get("label", [])))),
        under=tuple(map(norm, _spelled(data.get("under", [])))),
        code=tuple(tuple(map(path, text.split("+"))) for text in _spelled(data.get("code", []))),
        project=tuple(map(path, _spelled(data.get("project", [])))),
        total=tuple(map(norm, _spelled(data.get("total", [])))),
        columns={c["name"]: _column(c) for c in columns},
        texts={c["name"]: _column(c) for c in _as_tables(data.get("texts", []))},
        names=tuple(tuple(norm(bare(p)) for p in n.split("/")) for n in data.get("names", [])),
        levels=tuple(data.get("levels", DEFAULT_LEVELS.get(rows, ()))),
        order=tuple(map(str, data.get("order", ()))),
        group=tuple(map(path, _spelled(data.get("group", [])))),
        subtotal=tuple(map(norm, _spelled(data.get("subtotal", [])))),
        partial=data.get("partial", False),
        units=data.get("units", False),
        optional=data.get("optional", False),
        skip=tuple(map(norm, _spelled(data.get("skip", [])))),
        blocks=data.get("blocks", False),
        inner=tuple(map(norm, _spelled(data.get("inner", [])))),
    )


_OPTIONS = re.compile(r"\[(?P<maybe>[^\[\]<>]*)\]|<(?P<one>[^\[\]<>]*)>")


def spellings(text: str) -> list[str]:
    """The ways to write a text: with or without each [part], with each of <these|those>."""
    found = _OPTIONS.search(text)
    if found is None:
        return [text]
    before, after = text[: found.start()], spellings(text[found.end() :])
    return [f"{before}{part}{rest}" for part in _parts(found) for rest in after]


def _parts(found: re.Match[str]) -> list[str]:
    maybe = found["maybe"]
    return found["one"].split("|") if maybe is None else [*maybe.split("|"), ""]


def _ways(text: str) -> int:
    """How many spellings a text has."""
    ways = 1
    for found in _OPTIONS.finditer(text):
        ways *= len(_parts(found))
    return ways


def _spelled(texts: Iterable[str]) -> list[str]:
    return [way for text in texts for way in spellings(text)]


def _as_tables(columns: list[Any]) -> list[Mapping[str, Any]]:
    """Columns written out, of which some are only a text: its name, behind | other headers, and at
    the end a ? if it need not be there."""
    return [c if isinstance(c, Mapping) else _written_out(c) for c in columns]


def _written_out(text: str) -> Mapping[str, Any]:
    headers = _BAR.split(text.removesuffix("?"))
    return {"name": headers[0], "headers": headers, "optional": text.endswith("?")}


_BAR = re.compile(r"\|(?![^\[<]*[\]>])")
"""A bar that parts headers, and not the words of a choice."""


def _column(data: Mapping[str, Any]) -> Column:
    number: Measure = "number" if data.get("number") else "money"
    return Column(
        data["name"],
        tuple(map(path, _spelled(data.get("headers", [data["name"]])))),
        data.get("optional", False),
        "percent" if data.get("percent") else number,
        data.get("within", False),
    )
