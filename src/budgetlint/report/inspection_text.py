"""What was seen in a document, for whoever sits at the desk: what each table, column and row was
taken for and by what, what is left over, and what to do about it. Short, unless more is wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..messages.tables import table as said
from ..model.place import Place
from ..model.shell import quoted
from .inspection import Inspection, SeenSection, SeenTable, Unseen, Without
from .seen_meaning import SeenMeaning, in_words
from .text_report import alike, problem_lines
from .wrap import width_of
from .writer import Writer

SHOWN = 8
"""Names, sentences and cells of a row that are shown where there are more."""
MAX_TEXT = 40
PLACES = 2
"""Places of a table that are named where it stands on more pages."""
FIRST_ROWS = 2
"""Rows that are shown of a table that nobody knows."""
LABEL = 30
"""Columns of a terminal that a header takes at most before what it means."""
TOLD = frozenset({"column-not-understood", "row-unplaced"})
"""Notes that say what is said of the tables anyway."""


def inspection_lines(
    found: Inspection, w: Writer, *, layout: bool = False, verbose: bool = False
) -> Iterator[str]:
    """All lines of the text."""
    yield found.path
    yield f"  {_head(found, w)}"
    yield f"  {_sum(found, w)}"
    for table in found.tables:
        yield ""
        yield from _table(table, w, layout=layout, verbose=verbose)
    yield from _all_unseen(found, w, layout=layout)
    yield from _narrative(found, w, verbose=verbose)
    yield from _problems(found, w)
    yield from _to_do(found, w)
    yield from _for_authors(found, w) if layout else ()


def _head(found: Inspection, w: Writer) -> str:
    unknown = w.say("inspection.unknown")
    named = {"year": found.year or unknown, "unit": found.unit or unknown, "pack": found.pack}
    return w.say("inspection.head", **named)


def _sum(found: Inspection, w: Writer) -> str:
    """How much there is, and how much of it was understood."""
    if not (found.tables or found.sections or found.unseen):
        return w.say("inspection.nothing")
    tables = w.say("inspection.tables", count=len(found.tables))
    figures = w.say("inspection.figures", count=found.figures, known=found.understood)
    claims = sum(section.claims for section in found.sections)
    prose = w.say("inspection.prose", sections=len(found.sections), claims=claims)
    parts = [tables, figures if found.figures else "", prose if found.sections else ""]
    return w.say("inspection.semicolon").join(filter(None, parts))


def _table(table: SeenTable, w: Writer, *, layout: bool, verbose: bool) -> Iterator[str]:
    number = w.say("inspection.number", number=table.number) if table.number else ""
    money = table.money or w.say("inspection.no-money")
    every = [*filter(None, dict.fromkeys(_where(place, w) for place in table.places))]
    places = w.say("inspection.comma").join(every[:PLACES])
    if len(table.places) > PLACES:
        places = w.say("inspection.places", places=places, count=len(table.places))
    size = w.say("inspection.rows", rows=table.rows, money=money)
    name = f"{number}{w.say('inspection.titled', title=table.title)}"
    yield "  " + "  ".join(filter(None, (name, places, size, table.layout.id if layout else "")))
    words = table.layout.vocabulary
    said = [in_words(words, table.title_says, w.lang)] if table.title_says else []
    if table.title_left:
        left = w.say("inspection.comma").join(table.title_left)
        said.append(w.say("inspection.title-left", left=left))
    if said:
        yield f"    {w.say('inspection.title')}  {w.say('inspection.semicolon').join(said)}"
    yield from _columns(table, w)
    yield from _rows(table, w, verbose=verbose)
    yield from _left(table, w)


def _columns(table: SeenTable, w: Writer) -> Iterator[str]:
    """The columns of names in one line, then those of figures with what each says: by what most of
    them were told is said once."""
    label = w.say("inspection.columns")
    indent = " " * (4 + width_of(label) + 2)
    known = [meant for meant in table.meanings if not meant.left]
    first = [meant.evidence[0] for meant in known if meant.evidence]
    usual = Counter(first).most_common(1)[0][0] if first else ""
    names = list(_names(table, w, usual))
    by = w.say(f"inspection.by.{usual}") if usual else ""
    head = w.say("inspection.comma").join(filter(None, (by, *names)))
    if head:
        yield f"    {label}  {head}"
    short = table.short
    headers = [short[m.column] if m.column < len(short) else "" for m in known]
    widest = min(max(map(width_of, headers), default=0), LABEL)
    for header, meant in zip(headers, known, strict=True):
        room = " " * max(widest - width_of(header), 0)
        yield f"{indent}{header}{room}  {_meaning(table, meant, usual, w)}"


def _names(table: SeenTable, w: Writer, usual: str) -> Iterator[str]:
    """Which columns hold codes and which names; by what that was told, if not as the others."""
    said: set[int] = set()
    for kind in ("index", "code", "label", "project"):
        alike = [each for each in table.names if each.kind == kind and each.column not in said]
        said |= {each.column for each in alike}
        headers = [_named(table, each.column, w) for each in alike]
        if not headers:
            continue
        shown = w.say("inspection.pause").join(dict.fromkeys(headers))
        shape = any(each.evidence == "shape" for each in alike) and usual != "shape"
        tail = w.say("inspection.by-shape") if shape else ""
        yield w.say(f"inspection.names.{kind}", headers=shown) + tail


def _named(table: SeenTable, column: int, w: Writer) -> str:
    """What a column is called: the end of its header, else which it is."""
    header = table.short[column].rpartition("/")[2]
    return header or w.say("inspection.nth", number=column + 1)


def _meaning(table: SeenTable, meant: SeenMeaning, usual: str, w: Writer) -> str:
    """What a column says, what it comes from, and by what that was told."""
    says = in_words(table.layout.vocabulary, meant.coordinates, w.lang)
    by = [w.say(f"inspection.evidence.{each}") for each in meant.evidence if each != usual]
    told = w.say("inspection.told", by=w.say("inspection.pause").join(by)) if by else ""
    return "  ".join(filter(None, (says or w.say("inspection.as-title"), *meant.sums))) + told


def _rows(table: SeenTable, w: Writer, *, verbose: bool) -> Iterator[str]:
    """How many rows are known by what, and by what they are told to belong together."""
    known = table.known_rows
    parts = [w.say(f"inspection.rows-by.{k}", count=n) for k, n in known.counts.items()]
    trees = [w.say(f"inspection.tree.{tree}") for tree in known.trees if tree != "single"]
    line = w.say("inspection.comma").join(parts)
    tail = w.say("inspection.semicolon").join(filter(None, (line, *dict.fromkeys(trees))))
    if tail:
        yield f"    {w.say('inspection.known')}  {tail}"
    indent = " " * (4 + width_of(w.say("inspection.known")) + 2)
    for row in known.every if verbose else ():
        says = in_words(table.layout.vocabulary, row.coordinates, w.lang)
        kind = w.say(f"inspection.row-kind.{row.kind or 'left'}")
        yield f"{indent}{row.name}  " + w.say("inspection.row", says=says, kind=kind)


def _left(table: SeenTable, w: Writer) -> Iterator[str]:
    """What is left over, in words: columns, rows, doubtful cells."""
    left = list(_left_over(table, w))
    if left:
        yield f"    {w.say('inspection.left')}  {left[0]}"
        indent = " " * (4 + width_of(w.say("inspection.left")) + 2)
        yield from (f"{indent}{line}" for line in left[1:])


def _left_over(table: SeenTable, w: Writer) -> Iterator[str]:
    aside = {each.column for each in table.names} | {m.column for m in table.meanings}
    told = {word for each in table.without for word in each.left}
    left = [
        (table.short[n], c.numbers)
        for n, c in enumerate(table.columns)
        if n not in aside and c.header.strip() and not c.meaning and c.header not in told
    ]
    yield from (
        w.say("inspection.left-column", left=header, count=count) for header, count in left if count
    )
    words = [header for header, count in left if not count]
    if words:
        yield w.say("inspection.left-words", headers=_some(words, w))
    yield from (_without(each, w) for each in table.without if each.why != "row")
    rows = [each for each in table.without if each.why == "row"]
    names = tuple(dict.fromkeys((*table.known_rows.left, *(w_ for r in rows for w_ in r.left))))
    count = sum(each.figures for each in rows)
    if names or count:
        shown = _some([name or w.say("inspection.nameless") for name in names], w)
        yield w.say("inspection.left-rows", count=count, rows=shown)
    if table.unplaced:
        names = tuple(name or w.say("inspection.nameless") for name in table.unplaced)
        yield w.say("inspection.unplaced", rows=_some(tuple(dict.fromkeys(names)), w))
    if table.doubts:
        yield w.say("inspection.doubts", count=table.doubts)


def _without(each: Without, w: Writer) -> str:
    left = w.say("inspection.pause").join(filter(None, each.left)) or "—"
    return w.say(f"inspection.left-{each.why}", count=each.figures, left=left)


def _some(names: Sequence[str], w: Writer) -> str:
    """The first of several names, and how many more there are."""
    shown = w.say("inspection.pause").join(map(_short, names[:SHOWN]))
    more = len(names) - SHOWN
    return w.say("inspection.more", shown=shown, count=more) if more > 0 else shown


def _all_unseen(found: Inspection, w: Writer, *, layout: bool) -> Iterator[str]:
    """Tables that nothing knows; forms, which have no sums, in a line each."""
    tables = [table for table in found.unseen if not table.is_form]
    forms = [table for table in found.unseen if table.is_form]
    if tables:
        yield ""
        yield f"  {w.say('inspection.unseen', count=len(tables))}"
    for table in tables:
        yield from _unseen(table, w, layout=layout)
    if forms:
        yield ""
        yield f"  {w.say('inspection.forms', count=len(forms))}"
    for table in forms:
        yield f"    {w.say('inspection.titled', title=table.title)}  {_where(table.place, w)}"


def _unseen(table: Unseen, w: Writer, *, layout: bool) -> Iterator[str]:
    size = w.say("inspection.size", rows=table.rows, columns=table.columns)
    yield f"    {w.say('inspection.titled', title=table.title)}  {_where(table.place, w)}  {size}"
    near = table.near
    if near is not None:
        title = next(iter(near.layout.titles), near.layout.id)
        missing = w.say("inspection.pause").join(near.missing)
        lacks = w.say("inspection.lacks", columns=missing) if missing else ""
        tail = f"  [layout.{near.layout.id}]" if layout else ""
        yield f"      {w.say('inspection.nearest', title=title)}{lacks}{tail}"
    if table.title_left:
        yield f"      {w.say('inspection.unknown-title', left=_some(table.title_left, w))}"
    if table.headers_left:
        headers = _some(table.headers_left, w)
        yield f"      {w.say('inspection.unknown-headers', headers=headers)}"
    for row in table.first[:FIRST_ROWS]:
        yield f"      | {' | '.join(_short(cell) for cell in row[:SHOWN])}"


def _narrative(found: Inspection, w: Writer, *, verbose: bool) -> Iterator[str]:
    """The sections, where all is wanted; and the sentences that were not understood."""
    if verbose and found.sections:
        yield ""
        yield f"  {w.say('inspection.sections', count=len(found.sections))}"
        yield from (_section(section, w) for section in found.sections)
    if found.unread:
        yield ""
        yield f"  {w.say('inspection.unread', count=len(found.unread))}"
        shown = found.unread if verbose else found.unread[:SHOWN]
        for place in shown:
            yield f"    §{place.section}  {_short(place.quote)}  {_where(place, w)}".rstrip()
        if len(shown) < len(found.unread):
            yield f"    {w.say('inspection.all', count=len(found.unread) - len(shown))}"


def _section(section: SeenSection, w: Writer) -> str:
    size = w.say("inspection.section", characters=section.characters, claims=section.claims)
    place = _where(section.place, w)
    return f"    §{section.section}  {section.title}  {size}  {place}".rstrip()


def _problems(found: Inspection, w: Writer) -> Iterator[str]:
    """What could not be done, with what to do; and what was left out on purpose."""
    if found.problems:
        yield ""
        yield f"  {w.say('inspection.problems')}"
        for problems in alike(found.problems):
            yield from (f"  {line}" for line in problem_lines(problems, w))
    notes = [note for note in found.notes if note.code not in TOLD]
    if notes:
        yield ""
        yield f"  {w.say('report.notes')}"
        yield from (f"    {note.found.get(w.lang)}" for note in notes)


def _to_do(found: Inspection, w: Writer) -> Iterator[str]:
    """What somebody at the desk can do about what is left over."""
    unseen = any(not table.is_form for table in found.unseen)
    if not (unseen or any(map(_needs_somebody, found.tables))):
        return
    name = quoted(found.path)
    yield ""
    yield f"  {w.say('inspection.do')}"
    yield f"    {w.say('inspection.do-print')}"
    yield f"    {w.say('inspection.do-fill')}"
    yield f"      budgetlint convert {name} -o {w.say('inspection.copy')}"
    yield f"    {w.say('inspection.do-check')}"


def _needs_somebody(table: SeenTable) -> bool:
    """Whether figures of a table were not understood."""
    aside = {each.column for each in table.names} | {m.column for m in table.meanings}
    columns = (c for n, c in enumerate(table.columns) if n not in aside and not c.meaning)
    numbers = any(column.numbers for column in columns)
    return bool(numbers or table.without or table.known_rows.left or table.unplaced)


def _for_authors(found: Inspection, w: Writer) -> Iterator[str]:
    """What a pack could say, so that more is understood: the layouts in use, and what is missing
    where something was not understood."""
    codes = dict.fromkeys(problem.code for problem in (*found.problems, *found.notes))
    advice = [code for code in codes if code in said("inspection")["author"]]
    if found.unseen and "table-unknown" not in advice:
        advice.append("table-unknown")
    if advice:
        yield ""
        yield f"  {w.say('inspection.authors')}"
    for code in advice:
        yield f"    {w.say(f'inspection.author.{code}')}"


def _short(text: str) -> str:
    flat = "".join(text.split("\n"))
    return flat if len(flat) <= MAX_TEXT else f"{flat[:MAX_TEXT]}…"


def _where(place: Place, w: Writer) -> str:
    """Where in its file something begins; the file's name is in the first line."""
    page = w.say("report.page", page=place.page) if place.page else ""
    line = w.say("inspection.line", line=place.line) if place.line and not place.page else ""
    cell = "!".join(part for part in (place.sheet, place.cell) if part)
    return " ".join(part for part in (page, cell, line) if part)
