"""The passes of recognition, each as a function from a scenario to lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgetlint.model.amounts import printed
from budgetlint.model.document import Document, Structure
from budgetlint.model.layout import Layout
from budgetlint.model.place import Place
from budgetlint.model.raw import Flow, Line, NotRead, RawDocument, RawTable, Section, Sheet
from budgetlint.recognise.breaks import joined
from budgetlint.recognise.captions import read_above
from budgetlint.recognise.choice import Choice, PackCandidate
from budgetlint.recognise.closest_layout import closest_layout
from budgetlint.recognise.column_groups import stacked_groups
from budgetlint.recognise.columns import column_map
from budgetlint.recognise.compose import composed
from budgetlint.recognise.fit import fit, missing, own_layout, title_meaning
from budgetlint.recognise.flow import assembled
from budgetlint.recognise.grids import tables_from_grid
from budgetlint.recognise.headers import header_paths, merged_paths
from budgetlint.recognise.narrative import sections_of
from budgetlint.recognise.paragraphs import paragraphs_of
from budgetlint.recognise.realign import realigned
from budgetlint.recognise.segments import header_meaning, segments
from budgetlint.recognise.structure import structure
from budgetlint.recognise.sums import sums_of
from budgetlint.recognise.titles import titled
from budgetlint.tasks.kit import Packs
from recognise.prose_pass import prose
from scenarios import Case, Passes, grid_of, rows_of, shown

PACKS = Packs()
KIT = PACKS.load("cn-common")
VOCABULARY = KIT.layouts[0].vocabulary
PLACES = ("cn-jiangsu-province", "cn-shanghai-district", "cn-xinjiang-2026")


def layout_of(case: Case) -> Layout:
    kit = PACKS.load(case.get("pack", "cn-common"))
    return next(layout for layout in kit.layouts if layout.id == case["layout"])


def items(case: Case) -> Iterator[Line | Sheet]:
    """Lines and tables: "# " begins a heading, "+ " goes on with a paragraph, "=== 2" a page;
    `edges` are where the columns of each table begin and end."""
    page, table, edges = 1, list[str](), iter(case.get("edges", ()))
    for line in [*case["lines"].strip("\n").splitlines(), ""]:
        if "|" in line:
            table.append(line)
            continue
        if table:
            rows, at = rows_of("\n".join(table)), next(edges, ())
            yield Sheet(rows, lambda *_: Place("a"), page=page, edges=at)
            table = []
        if line.startswith("=== "):
            page = int(line[4:])
        elif line:
            words = line.removeprefix("# ").removeprefix("+ ")
            place = Place("a", page=page)
            yield Line((words,), place, line.startswith("# "), not line.startswith("+ "))


def sections(found: Sequence[Section]) -> Iterator[str]:
    for section in found:
        yield f"[{section.section}] {section.title}".rstrip()
        yield from (f"    {line}" for line in section.text.splitlines())


def flow(case: Case) -> Iterator[str]:
    raw = assembled(RawDocument("a", flows=(Flow(tuple(items(case))),)))
    yield f"unit {raw.unit or '-'}, year {raw.year}"
    for grid in raw.grids:
        yield f"{grid.name}, page {grid.page}, breaks {list(grid.breaks)}"
        yield from (f"    {line}" for line in shown(grid.rows))
    yield from sections(raw.narrative)


def narrative(case: Case) -> Iterator[str]:
    lines = [item for item in items(case) if isinstance(item, Line)]
    yield from sections(list(sections_of(lines)))


def titles(case: Case) -> Iterator[str]:
    for title in case["titles"]:
        found = titled(title, KIT.layouts.titles)
        yield f"{title} → {found.id if found else '-'}"


def captions(case: Case) -> Iterator[str]:
    above = read_above(grid_of(case), case["title_row"], KIT.layouts[0])
    yield from (f"{name} {value}" for name, value in above._asdict().items() if value)


def headers(case: Case) -> Iterator[str]:
    grid = grid_of(case)
    paths = merged_paths(grid.rows, grid.merged, 0) if grid.merged else header_paths(grid.rows)
    yield from (path or "-" for path in paths)


def columns(case: Case) -> Iterator[str]:
    layout, paths = layout_of(case), tuple(case["columns"])
    found = column_map(layout, paths)
    for side, where in zip(layout.sides, found.sides, strict=True):
        yield f"side {side.name or '-'}: {'printed' if where else 'not printed'}"
        if where is not None:
            yield f"    code {[paths[at] for at in where.code]}"
            yield f"    label {paths[where.label] if where.label >= 0 else '-'}"
            yield from (f"    {name} ← {paths[at]}" for name, at in where.columns.items())
    yield from (f"unclaimed {paths[at]}" for at in found.unclaimed)


def _segments(case: Case) -> Iterator[str]:
    paths = case["columns"]
    table = header_meaning(VOCABULARY, paths, rows_of(case["grid"]))
    for segment in segments(VOCABULARY, table):
        at = ", ".join(f"{k} {v}" for k, v in sorted(segment.coordinates.items()))
        yield f"segment: {at or '-'}"
        for column in (*segment.names, *segment.figures):
            meant = [f"{k} {v}" for k, v in sorted(column.coordinates.items())]
            left = f" (left: {', '.join(column.left)})" if column.left else ""
            yield f"    {column.kind} {'/'.join(column.path)}: {', '.join(meant) or '-'}{left}"


def compose(case: Case) -> Iterator[str]:
    found = composed(grid_of(case), KIT.layouts)
    if found is None:
        yield "no table of figures"
        return
    yield f"layout {found.layout.id}, title {found.title or '-'} in row {found.title_row}"
    yield f"header in rows {found.start} to {found.start + found.depth - 1}"
    yield from found.columns


def fits(case: Case) -> Iterator[str]:
    table = header_meaning(VOCABULARY, case["columns"], rows_of(case["grid"]))
    found = fit(layout_of(case), table)
    if found is None:
        own = own_layout(VOCABULARY, case["title"], table)
        yield f"does not fit; its own layout: {', '.join(own.sides[0].columns)}"
        return
    lacks = missing(found, found.places)
    yield f"means {dict(sorted(title_meaning(VOCABULARY, case['title'])))}, lacks {lacks}"
    for where in found.places.sides if found.places else ():
        if where is not None:
            yield from (f"{name} ← {case['columns'][at]}" for name, at in where.columns.items())


def tree(shape: Structure) -> Iterator[str]:
    for row in range(shape.size):
        parent = shape.name(shape.parent[row]) if shape.parent[row] >= 0 else "-"
        marks = " total" * (row == shape.total) + " unread" * (row in shape.unread)
        marks += " of which" * (row in shape.parts)
        yield f"{'  ' * max(shape.level[row] - 1, 0)}{shape.name(row) or '-'} ↑ {parent}{marks}"


def trees(case: Case) -> Iterator[str]:
    codes, labels = zip(*rows_of(case["grid"]), strict=True)
    side = layout_of(case).sides[0]
    yield from tree(structure(side, codes if any(codes) else (), labels, (), case.get("unit", "")))


def tables(found: RawTable) -> Iterator[str]:
    said = f"{found.id} {found.title or '-'}, money {found.money or '-'}, unit {found.unit or '-'}"
    yield said
    yield from (f"    {line}" for line in shown([found.columns, *found.rows]))
    yield from (f"    note {note}" for note in found.notes)
    yield from (f"    doubt {cell}: {why.en}" for cell, why in sorted(found.doubts.items()))


def grids(case: Case) -> Iterator[str]:
    for found in tables_from_grid(grid_of(case), PACKS.load(case.get("pack", "cn-common")).layouts):
        if isinstance(found, NotRead):
            yield f"not read: {found.problem.code}"
        else:
            yield from tables(found if isinstance(found, RawTable) else found.table)


def breaks(case: Case) -> Iterator[str]:
    yield from shown(row for row in joined(grid_of(case), VOCABULARY).rows if any(row))


def raw_table(case: Case) -> RawTable:
    header, *rows = rows_of(case["grid"])
    title = case.get("title", "")
    return RawTable("", 0, title, "", "", tuple(header), rows, (), lambda *_: Place())


def column_groups(case: Case) -> Iterator[str]:
    table = raw_table(case)
    yield from shown(stacked_groups(table, column_map(layout_of(case), table.columns)).rows)


def realign(case: Case) -> Iterator[str]:
    header, *rows = rows_of(case["grid"])
    found = realigned(header, rows, layout_of(case), case.get("fill", ()))
    yield from shown([found.columns, *found.rows])
    yield from (f"doubt {cell}: {why.en}" for cell, why in sorted(found.doubts.items()))


def recognised(case: Case) -> Document:
    raw = RawDocument("a", unit=case.get("unit", ""), grids=(grid_of(case),))
    return PACKS.load(case.get("pack", "cn-common")).recognise(raw)


def shifts(case: Case) -> Iterator[str]:
    for table in recognised(case).tables.values():
        yield from tables(table.raw)


def closest(case: Case) -> Iterator[str]:
    found = closest_layout(raw_table(case), list(KIT.layouts))
    if found is None:
        yield "nothing is like it"
    else:
        yield f"{found.layout.id}: has {list(found.found)}, lacks {list(found.missing)}"


def choice(case: Case) -> Iterator[str]:
    packs = [PACKS.load(name).pack for name in ("cn-common", *PLACES)]
    index = Choice(PackCandidate(p.name, p.layouts, p.needs) for p in packs)
    yield index.of(RawDocument("a", grids=(grid_of(case),)))


def sums(case: Case) -> Iterator[str]:
    table = header_meaning(VOCABULARY, case["columns"], rows_of(case["grid"]))
    for segment in segments(VOCABULARY, table):
        at = {"/".join(c.path): {**segment.coordinates, **c.coordinates} for c in segment.figures}
        for one in sums_of(VOCABULARY, at):
            yield f"{one.whole} = {' + '.join(one.parts)}{' (closed list)' if one.closed else ''}"


def paragraphs(case: Case) -> Iterator[str]:
    section = Section("一", case.get("title", ""), case["text"].strip("\n"))
    for found in paragraphs_of(0, section):
        sort = "heading" if found.is_heading else "text"
        yield f"{sort} {found.mark or '-'} {found.text}"


def document(case: Case) -> Iterator[str]:
    """All of it: the tables, their trees, and the amounts as they are kept."""
    whole = recognised(case)
    yield f"money {whole.base_money or '-'}"
    for table in whole.tables.values():
        for rows in table.sides:
            yield f"{table.id}: {' | '.join(rows.columns)}"
            for row, line in enumerate(tree(rows.structure)):
                figures = (printed(rows.value(name, row)) or "-" for name in rows.columns)
                yield f"    {line}: {' | '.join(figures)}"
    yield from (f"problem {problem.code}" for problem in whole.problems)
    yield from (f"note {note.code}" for note in whole.notes)


PASSES: Passes = {
    "breaks": breaks,
    "captions": captions,
    "choice": choice,
    "closest_layout": closest,
    "column_groups": column_groups,
    "columns": columns,
    "compose": compose,
    "document": document,
    "fit": fits,
    "flow": flow,
    "forms": grids,
    "grids": grids,
    "headers": headers,
    "narrative": narrative,
    "paragraphs": paragraphs,
    "prose": prose,
    "realign": realign,
    "segments": _segments,
    "shifts": shifts,
    "structure": trees,
    "sums": sums,
    "titles": titles,
}
