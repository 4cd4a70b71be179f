"""Choosing a pack: one index over the titles, the headers and the words of all packs.

A document is of the pack that knows most of its tables; of packs that know as many, of the one
whose headers fit best, then of the smallest. Where tables do not tell, the wording does: claims
that only the phrases of one pack can read. No table is recognised for it: titles, headers and
sentences are each looked up once, however many packs there are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from ..model.layout import PREVIOUS, Layout
from ..model.names import norm, path
from ..model.phrases import Heading, Phrase, PhraseBook, Template, compact
from ..model.raw import Grid, RawDocument, Section
from ..model.values import NamedTuple
from .captions import MAX_LINES_ABOVE, first_wide_row
from .grids import MAX_TITLE_CELLS, NAME, TABLE
from .paragraphs import paragraphs_of
from .sheet_parts import MAX_HEADER_ROWS
from .titles import bare_title, is_title, without_year

Holders = Mapping[str, Layout]
"""The layout that each of some packs has for a title."""
LEAST_HEADERS = 2
"""Cells of a header that a layout must know for its title to be that of a table."""
MARGIN = 4
"""Claims that a larger pack must read more than a smaller one before the wording decides."""


class PackCandidate(NamedTuple):
    """A pack as far as choosing goes. Only a document that has all of `needs` is of it."""

    name: str
    layouts: Sequence[Layout]
    needs: tuple[str, ...] = ()


class KnownTables(NamedTuple):
    """What of a document each pack knows: its tables, and the cells of their headers that other
    packs know and it does not."""

    tables: defaultdict[str, set[str]]
    strange: Counter[str]


class Choice:
    """The index; the smallest pack is the one that has the fewest layouts, and comes first."""

    def __init__(self, candidates: Iterable[PackCandidate]) -> None:
        self._packs = sorted(candidates, key=lambda pack: len(pack.layouts))
        self._by_title: dict[str, dict[str, Layout]] = {}
        self._by_id: dict[str, dict[str, Layout]] = {}
        for pack in self._packs:
            for layout in pack.layouts:
                if not layout.id.startswith(PREVIOUS) and layout.book is None:
                    self._by_id.setdefault(layout.id, {})[pack.name] = layout
                    for title in layout.titles:
                        self._by_title.setdefault(title, {})[pack.name] = layout
        self._endings = _by_ending(self._by_title)
        self._headers: dict[Layout, frozenset[str]] = {}
        self._phrases = TellingPhrases(self._packs)

    def of(self, raw: RawDocument) -> str:
        """The name of the pack that a document is of."""
        seen = KnownTables(defaultdict(set), Counter())
        for table in raw.tables:
            holders = self._declared(table.id, table.title)
            self._note(holders, [part for column in table.columns for part in path(column)], seen)
        for grid in raw.grids:
            self._look_at(grid, seen)
        ranks = {p.name: (len(seen.tables[p.name]), -seen.strange[p.name]) for p in self._packs}
        best = [pack for pack in self._packs if ranks[pack.name] == max(ranks.values())]
        sizes = {len(pack.layouts) for pack in best}
        told = seen.tables[best[0].name] and len(sizes) == len(best)
        return best[0].name if told or not raw.narrative else self._by_wording(raw, best)

    def _by_wording(self, raw: RawDocument, packs: Sequence[PackCandidate]) -> str:
        texts = [compact(f"{section.title}。{section.text}") for section in raw.narrative]
        packs = [p for p in packs if all(any(w in text for text in texts) for w in p.needs)]
        own = self._phrases.claims(raw.narrative)
        best = packs[0].name
        for pack in packs[1:]:
            if own[pack.name] >= own[best] + MARGIN:
                best = pack.name
        return best

    def _look_at(self, grid: Grid, seen: KnownTables) -> None:
        """Note every table whose title stands in a grid, with its header."""
        on_top: set[str] = set()
        for row, name in _title_cells(grid):
            holders = {p: la for p, la in self._titled(name).items() if p not in on_top}
            if row < MAX_LINES_ABOVE:
                on_top.update(holders)
            if holders:
                start = first_wide_row(grid.rows, row + 1)
                cells = [c for line in grid.rows[start : start + MAX_HEADER_ROWS] for c in line]
                self._note(holders, [norm(cell) for cell in cells if cell.strip()], seen)

    def _declared(self, name: str, title: str) -> Holders:
        """The layouts of an id, of those packs that print it under this title if any does; without
        an id, those of the title."""
        if not name:
            return self._by_title.get(norm(title), {})
        named = self._by_id.get(name, {})
        titled = self._titled(title)
        both = {p: la for p, la in named.items() if p in titled and titled[p].id == name}
        return both or named

    def _titled(self, name: str) -> Holders:
        """For each pack the layout that a printed title means, the longest title first."""
        found: dict[str, Layout] = {}
        bare = bare_title(name)
        for title, plain in (*_exactly(bare, self._by_title), *self._endings.get(bare[-2:], ())):
            if is_title(bare, title, plain):
                for pack, layout in self._by_title[title].items():
                    found.setdefault(pack, layout)
        return found

    def _note(self, holders: Holders, printed: Sequence[str], seen: KnownTables) -> None:
        """Note the table for the packs whose layout knows its header."""
        cells = {without_year(cell) for cell in printed}
        known = {pack: self._header(layout) & cells for pack, layout in holders.items()}
        every = frozenset().union(*known.values())
        for pack, layout in holders.items():
            if layout.ignored:
                continue
            if len(known[pack]) >= min(LEAST_HEADERS, len(self._header(layout))):
                seen.tables[pack].add(layout.id)
                if layout.form is not None:
                    seen.tables[pack].add(layout.form.body)
            seen.strange[pack] += len(every - known[pack])

    def _header(self, layout: Layout) -> frozenset[str]:
        """All words that the header of a layout may have."""
        if layout not in self._headers:
            self._headers[layout] = frozenset(_header_words(layout))
        return self._headers[layout]


def is_named(raw: RawDocument, words: Sequence[str]) -> bool:
    """Whether two of three of a document's tables have these words above them."""
    above = [norm(table.title) for table in raw.tables]
    for grid in raw.grids:
        lines = grid.rows[: first_wide_row(grid.rows, 0)]
        above.append("".join(norm(cell) for row in lines for cell in row if cell.strip()))
    said = sum(all(word in title for word in words) for title in above)
    return bool(above) and 3 * said >= 2 * len(above)


def _by_ending(titles: Iterable[str]) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Titles and what is left of them without a year, by their last two characters; the longest
    first."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for title in sorted(titles, key=len, reverse=True):
        plain = without_year(title.removeprefix("*"))
        found[plain[-2:]].append((title, plain))
    return found


def _exactly(name: str, titles: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    if name in titles:
        yield name, name


def _title_cells(grid: Grid) -> Iterator[tuple[int, str]]:
    """Where a title may stand, as in `grids`: the name of the sheet, the first rows, and further
    down a row with little else in it."""
    yield -1, NAME.sub("", norm(grid.name))
    for index, row in enumerate(grid.rows):
        words = [cell for cell in row if cell.strip()]
        few = len(words) <= MAX_TITLE_CELLS and any(TABLE in cell for cell in words)
        if index < MAX_LINES_ABOVE or few:
            yield from ((index, norm(word)) for word in words)


def _header_words(layout: Layout) -> Iterator[str]:
    for side in layout.sides:
        headers = [*side.label, *side.project, *side.group]
        headers += [header for column in side.columns.values() for header in column.headers]
        headers += [header for column in side.texts.values() for header in column.headers]
        headers += [part for parts in side.code for part in parts]
        for header in headers:
            yield from map(without_year, header)
        yield from map(without_year, side.under)


class Use(NamedTuple):
    """A pack that has a template, and the headings under which it may stand; anywhere without."""

    pack: str
    headings: frozenset[Heading]


class TellingPhrases:
    """The phrases that tell packs apart: those of groups that the smallest pack does not have."""

    def __init__(self, packs: Sequence[PackCandidate]) -> None:
        general = {phrase.group for book in _books(packs[0]) for phrase in book.phrases}
        self._uses: dict[Template, list[Use]] = {}
        for pack in packs[1:]:
            for book in _books(pack):
                for phrase in book.phrases:
                    if phrase.group not in general:
                        self._add(Use(pack.name, _headings(phrase, book)), phrase)
        self._headings = {h for uses in self._uses.values() for use in uses for h in use.headings}
        self._by_start: defaultdict[str, list[Template]] = defaultdict(list)
        for template in self._uses:
            if template.words:
                self._by_start[max(template.words, key=len)[:2]].append(template)

    def _add(self, use: Use, phrase: Phrase) -> None:
        for template in phrase.templates:
            self._uses.setdefault(template, []).append(use)

    def claims(self, narrative: Iterable[Section]) -> Counter[str]:
        """How many claims each pack can read by phrases of its own."""
        found: Counter[str] = Counter()
        for number, section in enumerate(narrative):
            for paragraph in paragraphs_of(number, section):
                here = {h for h in self._headings if any(map(h.fits, paragraph.headings))}
                for sentence in re.split("[。!?]", paragraph.text):
                    found.update(pack for pack, _ in self._read(sentence, here))
        return found

    def _read(self, sentence: str, here: AbstractSet[Heading]) -> Iterator[tuple[str, int]]:
        """The packs, each with the places of its claims in a sentence."""
        ends: defaultdict[str, int] = defaultdict(int)
        starts = {sentence[at : at + 2] for at in range(len(sentence))}
        for start in sorted(starts & self._by_start.keys()):
            for template in self._by_start[start]:
                packs = self._allowed(template, here)
                if not packs or not all(word in sentence for word in template.words):
                    continue
                for match in template.pattern.finditer(sentence):
                    for pack in packs:
                        if match.start() >= ends[pack]:
                            ends[pack] = match.end()
                            yield pack, match.start()

    def _allowed(self, template: Template, here: AbstractSet[Heading]) -> list[str]:
        """The packs by which a template may stand under these headings."""
        return [
            use.pack
            for use in self._uses[template]
            if not use.headings or not use.headings.isdisjoint(here)
        ]


def _books(pack: PackCandidate) -> Iterator[PhraseBook]:
    return (layout.book for layout in pack.layouts if layout.book is not None)


def _headings(phrase: Phrase, book: PhraseBook) -> frozenset[Heading]:
    return frozenset(heading for heading in book.headings if heading.id in phrase.sections)
