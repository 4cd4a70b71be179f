"""What was seen in a document, as text or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from ..messages import nearest_layout
from ..messages.tables import table as said
from ..model.place import Place
from .inspection import CODE, LABEL, PROJECT, Inspection, SeenSection, SeenTable, Unseen
from .json_report import problem_json
from .json_text import json_text
from .seen_meaning import SeenMeaning, SeenRows, in_words
from .text_report import alike, problem_lines
from .writer import Writer

MAX_CELLS = 8
MAX_TEXT = 40


def write_inspection(
    found: Inspection, lang: str, kind: str, *, width: int = 0, layout: bool = False
) -> str:
    """The text (`kind` text) or the JSON object (json) of one inspection."""
    if kind == "json":
        return json_text(_json(found, lang), indent=2)
    w = Writer(lang, colour=False, width=width, path=found.path)
    lines = [*_lines(found, w), *(_for_authors(found, w) if layout else ())]
    return w.finish(lines)


def _lines(found: Inspection, w: Writer) -> Iterator[str]:
    yield found.path
    unknown = w.say("inspection.unknown")
    head = {"pack": found.pack, "year": found.year or unknown, "unit": found.unit or unknown}
    yield f"  {w.say('inspection.head', **head)}"
    yield from _listed("inspection.tables", found.tables, _table, w)
    yield from _listed("inspection.sections", found.sections, _section, w)
    yield from _listed("inspection.unread", found.unread, _unread, w)
    yield from _listed("inspection.unseen", found.unseen, _unseen, w)
    if found.problems:
        yield f"  {w.say('inspection.problems')}"
        for problems in alike(found.problems):
            yield from (f"  {line}" for line in problem_lines(problems, w))
    if found.notes:
        yield f"  {w.say('report.notes')}"
        yield from (f"    {note.found.get(w.lang)}" for note in found.notes)
    if not (found.tables or found.sections):
        yield f"  {w.say('inspection.nothing')}"


def _for_authors(found: Inspection, w: Writer) -> Iterator[str]:
    """What a pack could say, so that more is understood: the layouts in use, and what is missing
    where something was not understood."""
    codes = dict.fromkeys(problem.code for problem in (*found.problems, *found.notes))
    advice = [code for code in codes if code in said("inspection")["author"]]
    if found.unseen and "table-unknown" not in advice:
        advice.append("table-unknown")
    if advice:
        yield f"  {w.say('inspection.authors')}"
    for code in advice:
        yield f"    {w.say(f'inspection.author.{code}')}"
    for table in found.unseen:
        if table.near is not None:
            yield f"    {table.title}  [layout.{table.near.layout.id}]"


T = TypeVar("T")


def _listed(
    head: str, items: Sequence[T], lines: Callable[[T, Writer], Iterator[str]], w: Writer
) -> Iterator[str]:
    """How many there are, and the lines of each; nothing where there are none."""
    if items:
        yield f"  {w.say(head, count=len(items))}"
    for item in items:
        yield from lines(item, w)


def _section(section: SeenSection, w: Writer) -> Iterator[str]:
    size = w.say("inspection.section", characters=section.characters, claims=section.claims)
    place = _where(section.place, w)
    yield f"    §{section.section}  {section.title}  {size}  {place}".rstrip()


def _unread(place: Place, w: Writer) -> Iterator[str]:
    yield f"    §{place.section}  {_short(place.quote)}  {_where(place, w)}".rstrip()


def _table(table: SeenTable, w: Writer) -> Iterator[str]:
    number = f"{table.number} " if table.number else ""
    money = table.money or w.say("inspection.unknown")
    size = w.say("inspection.rows", rows=table.rows, money=money)
    places = ", ".join(_where(place, w) for place in table.places[:MAX_CELLS])
    yield f"    {number}{table.title}  {table.layout.id}  {size}  {places}".rstrip()
    words = table.layout.vocabulary
    if table.title_says:
        said = in_words(words, table.title_says, w.lang)
        yield f"      {w.say('inspection.title')}  {said}"
    figures = {meant.column for meant in table.meanings}
    names = [c for n, c in enumerate(table.columns) if c.meaning and n not in figures]
    known = [f"{c.header} = {_meaning(c.meaning, w)}" for c in names]
    if known:
        yield f"      {w.say('inspection.columns')}  {'; '.join(known)}"
    yield from (_column(table, meant, w) for meant in table.meanings)
    yield f"      {w.say('inspection.known')}  {_rows(table.known_rows, w)}"
    left = [c.header for c in table.columns if c.header and not c.meaning]
    if left:
        yield f"      {w.say('inspection.left')}  {'; '.join(left)}"
    if table.unplaced:
        yield f"      {w.say('inspection.unplaced')}  {'; '.join(table.unplaced[:MAX_CELLS])}"
    if table.doubts:
        yield f"      {w.say('inspection.doubts', count=table.doubts)}"


def _column(table: SeenTable, meant: SeenMeaning, w: Writer) -> str:
    """A column of figures: what it says, by what that was told, and what bears it out."""
    at = table.columns[meant.column] if meant.column < len(table.columns) else None
    header = at.header if at is not None else ""
    if meant.left:
        left = w.say("inspection.column-left", left="、".join(meant.left))
        return f"      {header}  {left}"
    said = in_words(table.layout.vocabulary, meant.coordinates, w.lang)
    said = said or w.say("inspection.as-title")
    by = [w.say(f"inspection.evidence.{each}") for each in meant.evidence]
    return "  ".join(filter(None, (f"      {header}", said, *meant.sums, f"[{', '.join(by)}]")))


def _rows(known: SeenRows, w: Writer) -> str:
    """How the rows are known, and which are not."""
    kinds = ("codes", "words", "totals", "names")
    counts = {kind: getattr(known, kind) for kind in kinds}
    parts = [w.say(f"inspection.rows-by.{k}", count=n) for k, n in counts.items() if n]
    if known.left:
        left = "; ".join(known.left[:MAX_CELLS])
        parts.append(w.say("inspection.rows-by.left", count=len(known.left), rows=left))
    return w.say("inspection.comma").join(parts)


def _meaning(meaning: str, w: Writer) -> str:
    side, _, name = meaning.rpartition(" ")
    said = w.say(f"inspection.meanings.{name}") if name in (CODE, LABEL, PROJECT) else name
    return f"{side} {said}".strip()


def _unseen(table: Unseen, w: Writer) -> Iterator[str]:
    size = w.say("inspection.size", rows=table.rows, columns=table.columns)
    yield f"    {table.title}  {size}  {_where(table.place, w)}".rstrip()
    if table.near is not None:
        yield f"      {w.say('report.wanted')}  {nearest_layout(table.near).get(w.lang)}"
    for row in table.first:
        yield f"      | {_cells(row)}"


def _cells(row: Sequence[str]) -> str:
    return " | ".join(_short(cell) for cell in row[:MAX_CELLS])


def _short(text: str) -> str:
    flat = "".join(text.split("\n"))
    return flat if len(flat) <= MAX_TEXT else f"{flat[:MAX_TEXT]}…"


def _where(place: Place, w: Writer) -> str:
    """Where in its file something begins; the file's name is in the first line."""
    page = w.say("report.page", page=place.page) if place.page else ""
    line = f":{place.line}" if place.line and not place.page else ""
    cell = "!".join(part for part in (place.sheet, place.cell) if part)
    return " ".join(part for part in (page, cell, line) if part)


def _json(found: Inspection, lang: str) -> dict[str, Any]:
    return {
        "path": found.path,
        "pack": found.pack,
        "unit": found.unit,
        "year": found.year,
        "tables": [_table_json(table) for table in found.tables],
        "narrative": [
            {
                "section": section.section,
                "title": section.title,
                "characters": section.characters,
                "claims": section.claims,
                "place": _place(section.place),
            }
            for section in found.sections
        ],
        "unread": [{"section": p.section, "quote": p.quote} for p in found.unread],
        "unrecognised": [_unseen_json(table) for table in found.unseen],
        "problems": [problem_json(problem, lang) for problem in found.problems],
        "notes": [problem_json(note, lang) for note in found.notes],
    }


def _table_json(table: SeenTable) -> dict[str, Any]:
    return {
        "id": table.layout.id,
        "number": table.number,
        "title": table.title,
        "money": table.money,
        "unit": table.unit,
        "rows": table.rows,
        "coordinates": dict(table.title_says),
        "columns": list(_columns_json(table)),
        "known_rows": {
            **{k: getattr(table.known_rows, k) for k in ("codes", "words", "totals", "names")},
            "left": list(table.known_rows.left),
        },
        "notes": list(table.notes),
        "unplaced": list(table.unplaced),
        "doubts": table.doubts,
        "places": _all(table.places),
    }


def _columns_json(table: SeenTable) -> Iterator[dict[str, Any]]:
    """Each column, with what was understood of those of figures."""
    meant = {each.column: each for each in table.meanings}
    for number, column in enumerate(table.columns):
        found: dict[str, Any] = {"header": column.header, "meaning": column.meaning}
        if number in meant:
            _, coordinates, evidence, sums, left = meant[number]
            found["coordinates"] = dict(coordinates)
            found["evidence"] = list(evidence)
            found["sums"] = list(sums)
            found["left"] = list(left)
        yield found


def _unseen_json(table: Unseen) -> dict[str, Any]:
    near = table.near
    return {
        "title": table.title,
        "rows": table.rows,
        "columns": table.columns,
        "first": [list(row) for row in table.first],
        "place": _place(table.place),
        "nearest": None
        if near is None
        else {"id": near.layout.id, "found": list(near.found), "missing": list(near.missing)},
    }


def _all(places: Iterable[Place]) -> list[dict[str, Any]]:
    return [_place(place) for place in places]


def _place(place: Place) -> dict[str, Any]:
    members = ("path", "sheet", "cell", "page", "line", "column")
    return {name: getattr(place, name) for name in members}
