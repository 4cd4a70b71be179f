"""Explanations as text: one cell, or the story of a whole document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .finding import Finding, FindingCell
from .findings_text import arithmetic, finding_block, words
from .story import CellStory, Story
from .writer import Writer, position


def write_cells(stories: Sequence[CellStory], lang: str, *, colour: bool, width: int = 0) -> str:
    """What speaks for and against each cell."""
    w = Writer(lang, colour=colour, width=width)
    return "\n\n".join(w.finish(_cell(story, w)) for story in stories)


def _cell(story: CellStory, w: Writer) -> Iterator[str]:
    cell = story.cell
    yield f"{cell.short.get(w.lang)}  {position(cell.place, w)}".rstrip()
    if cell.is_there:
        yield f"  {w.say('story.printed', value=cell.value or w.say('judgement.blank'))}"
    for title, findings in (("against", story.against), ("vouching", story.vouching)):
        if findings:
            yield ""
            yield f"  {w.say(f'story.{title}', count=len(findings))}"
            yield from _relations(findings, w)
    if not story.against and not story.vouching:
        yield f"  {w.say('story.no-relation')}"
    if story.empty:
        yield ""
        yield f"  {w.say('story.empty', count=story.empty)}"


def write_story(story: Story, lang: str, *, colour: bool, width: int = 0) -> str:
    """What to correct, in order, with all relations that show it."""
    w = Writer(lang, colour=colour, width=width, path=story.path)
    return w.finish(_story(story, w))


def _story(story: Story, w: Writer) -> Iterator[str]:
    yield f"{story.path}  {story.unit}".rstrip()
    for number, finding in enumerate(story.causes, 1):
        yield ""
        yield f"  {w.say('story.step', number=number)}"
        yield from finding_block(finding, w)
        yield from _relations(finding.evidence, w)
    if not (story.causes or story.problems):
        yield f"  {w.say('story.all-right')}"
    if story.others:
        yield ""
        yield f"  {w.say('story.others', count=len(story.others))}"
    if story.problems:
        yield ""
        yield f"  {w.say('story.problems', count=len(story.problems))}"


def _relations(findings: Iterable[Finding], w: Writer) -> Iterator[str]:
    for finding in findings:
        first: FindingCell | None = finding.cells[0] if finding.cells else None
        where = first.short.get(w.lang) if first else ""
        verdict = w.say(f"story.verdicts.{finding.verdict.value}")
        yield f"    {finding.code} {verdict}  {where}  {finding.name.get(w.lang)}"
        yield from arithmetic(finding, w) if finding.op else words(finding, w)
