"""outline: the parts of a document, their headings, their numbers, and its table of contents.

check = "contents"      each entry of the table of contents is worded like the heading it names
        "numbering"     一、二、三、, （一）（二）, 1. 2. and the tables' numbers follow each other
        "parts"         the document has parts with these words in their titles
titles = ["概况", "名词解释|专业名词"]          any of the words that | parts will do
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from ... import messages
from ...model.document import Document
from ...model.names import bare, norm
from ...model.numerals import numeral, value_of, value_of_mark
from ...model.phrases import compact
from ...model.prose import Paragraph, Span
from ...model.rule import Rule
from ...model.values import NamedTuple
from ...model.verdict import Verdict
from ...model.words import literal, pattern
from ...recognise.paragraphs import span_of
from ..declared import Bind, Declared, RuleFaultError
from ..relations import Assertion, Live
from ..wording import Wording
from .kind import TEXT, Field, RuleKind, Texts, texts


class Outline(NamedTuple):
    """See above."""

    check: str
    titles: Texts = ()


CONTENTS = literal("narrative.contents")
_TABLE = literal("rules.table")
_NUMERAL = pattern("rules.numeral")
_OF_TABLES, _OF_SECTIONS = (
    literal("rules.tables-of-contents"),
    literal("rules.sections-of-contents"),
)
_PART = pattern("rules.part")
_AROUND = pattern("rules.around-a-title")


def compile_rule(rule: Rule, settings: Outline, declared: Declared) -> Bind:
    """Raises `RuleFaultError`."""
    del declared
    check = settings.check
    if check not in CHECKS:
        raise RuleFaultError(*messages.choice("check", CHECKS, check), check)
    return lambda _: [Live(rule, OfOutline(check, settings.titles))]


class OfOutline(NamedTuple):
    """What is asserted of the narrative's outline."""

    check: str
    titles: Texts

    def assertions(self, wording: Wording) -> Sequence[Assertion]:
        """One of `CHECKS`, if there is a narrative."""
        document = wording.document
        return list(CHECKS[self.check](document, self.titles)) if document.narrative else []


def _contents(document: Document, titles: Sequence[str]) -> Iterator[Assertion]:
    """Entries of the part with the tables name tables; other numbered entries name sections."""
    del titles
    tables = {str(t.number): t.raw.title for t in document.tables.values() if t.number}
    sections = {norm(s.section): s.title for s in document.narrative}
    part = ""
    for paragraph in _paragraphs(document, of_contents=True):
        if _PART.match(paragraph.text):
            part = paragraph.text
            continue
        number = paragraph.mark.strip("、.()")
        entry = paragraph.text.removeprefix(paragraph.mark)
        if _OF_TABLES in part:
            key, title = f"{_TABLE}{value_of(number)}", tables.get(str(value_of(number)))
        else:
            key, title = f"{number}、", sections.get(number) if _OF_SECTIONS in part else None
        if title is None:
            continue
        holds = _called(entry) == _called(title)
        texts = messages.contents_differ(entry, title)
        spans = () if holds else (_whole(document, paragraph),)
        verdict = Verdict.EXACT if holds else Verdict.BROKEN
        yield Assertion(key, verdict, (), *texts, spans=spans)


def _called(title: str) -> str:
    """A title without what only stands around it: 《》, 附表：."""
    return bare(_AROUND.sub("", title))


def _numbering(document: Document, titles: Sequence[str]) -> Iterator[Assertion]:
    """One assertion for each run of numbers."""
    del titles
    yield _run(_TABLE, sorted(t.raw.number for t in document.tables.values() if t.raw.number), ())
    top = [
        (n, value_of(section.section))
        for n, section in enumerate(document.narrative)
        if _NUMERAL.fullmatch(section.section)
    ]
    if top:
        yield _run(
            literal("rules.first-item"), [value for _, value in top], (Span(top[0][0], 0, 0),)
        )
    runs: dict[tuple[int, int, str], list[tuple[int, Paragraph]]] = {}
    blocks: dict[int, int] = {}
    for paragraph in _paragraphs(document, of_contents=False):
        if paragraph.is_heading:
            blocks[paragraph.section] = blocks.get(paragraph.section, 0) + 1
        if not paragraph.mark:
            continue
        kind = _NUMERAL.sub(literal("rules.one"), re.sub(r"\d+", "#", paragraph.mark))
        value = value_of_mark(paragraph.mark)
        if not kind or not value:
            continue
        block = 0 if paragraph.is_heading else blocks.get(paragraph.section, 0)
        runs.setdefault((paragraph.section, block, kind), []).append((value, paragraph))
    for (section, _, _), found in runs.items():
        if len(found) > 1:
            name = f"{document.narrative[section].section} {found[0][1].mark}"
            yield _run(
                name,
                list(_with_inner(found, document.narrative[section].text)),
                (_whole(document, found[0][1]),),
            )


def _with_inner(found: Sequence[tuple[int, Paragraph]], text: str) -> Iterator[int]:
    """The numbers of marked paragraphs of a section, and those that stand inside its text between
    them, where no paragraph begins."""
    for (value, paragraph), (following, after) in pairwise([*found, (0, found[-1][1])]):
        yield value
        left_out = range(value + 1, min(following, value + MAX_INNER))
        between = compact(text[paragraph.start : after.start]) if left_out else ""
        for number in left_out:
            like = paragraph.mark.strip("、.()")
            mark = paragraph.mark.replace(like, _numeral(number, like))
            if mark in between:
                yield number


MAX_INNER = 20
"""Numbers that are looked for inside a paragraph."""


def _numeral(value: int, like: str) -> str:
    """A number, written with the digits of another."""
    if like.isascii():
        return str(value)
    return numeral(value)


def _run(name: str, numbers: Sequence[int], spans: tuple[Span, ...]) -> Assertion:
    """Numbers of which none is left out; a list may begin anew."""
    steps = list(pairwise(numbers))
    wrong = next(((a, b) for a, b in steps if b not in (a + 1, 1)), None)
    if wrong is None:
        return Assertion(name, Verdict.EXACT)
    texts = messages.number_skipped(wrong[1], wrong[0] + 1)
    return Assertion(name, Verdict.BROKEN, (), *texts, spans=spans)


def _parts(document: Document, titles: Sequence[str]) -> Iterator[Assertion]:
    """Only whole documents that name their parts (第一部分 …) can be said to lack one: an excerpt
    does not begin with the first."""
    headings = [norm(f"{s.section}{s.title}") for s in document.narrative]
    if not any(heading.startswith(literal("rules.first-part")) for heading in headings):
        return
    for title in titles:
        names = norm(title).split("|")
        holds = any(name in heading for heading in headings for name in names)
        verdict = Verdict.EXACT if holds else Verdict.BROKEN
        yield Assertion(title, verdict, (), *messages.part_missing(title.partition("|")[0]))


def _paragraphs(document: Document, *, of_contents: bool) -> Iterator[Paragraph]:
    """The paragraphs of the table of contents, or all others."""
    listed = [norm(section.title) == CONTENTS for section in document.narrative]
    every = document.prose.paragraphs if document.prose else ()
    return (paragraph for paragraph in every if listed[paragraph.section] is of_contents)


def _whole(document: Document, paragraph: Paragraph) -> Span:
    section = document.narrative[paragraph.section]
    return span_of(section, paragraph, 0, len(paragraph.text))


CHECKS: Mapping[str, Callable[[Document, Sequence[str]], Iterator[Assertion]]] = {
    "contents": _contents,
    "numbering": _numbering,
    "parts": _parts,
}


KIND = RuleKind(Outline, {"check": TEXT, "titles": Field((list,), texts)}, compile_rule)
