"""Explanations as text: one cell, or the story of a whole document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..messages import report as phrases
from ..model.errors import Text
from .causes_text import BLANK
from .findings import Finding, FindingCell
from .story import CellStory, Story
from .text_report import Writer, arithmetic, finding_block, position, words

STEP = Text("第 {} 处", "step {}")
PRINTED = Text("印出 {}", "{} is printed")
AGAINST = Text("{} 个关系与它不符：", "relations that speak against it: {}")
VOUCHING = Text("{} 个关系为它作证：", "relations that vouch for it: {}")
NO_RELATION = Text("没有关系涉及这个数", "no relation holds this figure")
EMPTY = Text("另有 {} 个关系为空或不适用", "relations that are empty or not applicable: {}")
ALL_RIGHT = Text("没有需要解释的数", "there is no figure to explain")
OTHERS = Text(
    "另有 {} 个问题不涉及数字之间的关系，或只是提示，见 budgetlint check",
    "findings that are not about sums of figures, or only prompts: {} (see budgetlint check)",
)
VERDICTS = {
    "exact": Text("一致", "exact"),
    "rounding": Text("四舍五入", "rounding"),
    "broken": Text("不符", "broken"),
}


def write_cells(stories: Sequence[CellStory], lang: str, *, colour: bool) -> str:
    """What speaks for and against each cell."""
    w = Writer(lang, colour=colour)
    return "\n\n".join(w.finish(_cell(story, w)) for story in stories)


def _cell(story: CellStory, w: Writer) -> Iterator[str]:
    cell = story.cell
    yield f"{cell.address.get(w.lang)}  {position(cell.place, w)}".rstrip()
    yield f"  {w.say(PRINTED).format(cell.value or w.say(BLANK))}"
    for title, findings in ((AGAINST, story.against), (VOUCHING, story.vouching)):
        if findings:
            yield ""
            yield f"  {w.say(title).format(len(findings))}"
            yield from _relations(findings, w)
    if not story.against and not story.vouching:
        yield f"  {w.say(NO_RELATION)}"
    if story.empty:
        yield ""
        yield f"  {w.say(EMPTY).format(story.empty)}"


def write_story(story: Story, lang: str, *, colour: bool) -> str:
    """What to correct, in order, with all relations that show it."""
    w = Writer(lang, colour=colour)
    return w.finish(_story(story, w))


def _story(story: Story, w: Writer) -> Iterator[str]:
    yield f"{story.path}  {story.unit}".rstrip()
    for number, finding in enumerate(story.causes, 1):
        yield ""
        yield f"  {w.say(STEP).format(number)}"
        yield from finding_block(finding, w)
        yield from _relations(finding.evidence, w)
    if not story.causes:
        yield f"  {w.say(ALL_RIGHT)}"
    if story.others:
        yield ""
        yield f"  {w.say(OTHERS).format(len(story.others))}"


def _relations(findings: Iterable[Finding], w: Writer) -> Iterator[str]:
    for finding in findings:
        first: FindingCell | None = finding.cells[0] if finding.cells else None
        where = first.address.get(w.lang) if first else ""
        verdict = w.say(VERDICTS.get(finding.verdict.value, phrases.FOUND))
        yield f"    {finding.code} {verdict}  {where}  {finding.name.get(w.lang)}"
        yield from arithmetic(finding, w) if finding.op else words(finding, w)
