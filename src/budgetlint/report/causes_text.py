"""The judgement in the text report: which cell is probably wrong, and what it should say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..model.errors import Text

if TYPE_CHECKING:
    from .findings import Finding, Suspect

JUDGEMENT = Text("判断", "verdict")
EVIDENCE = Text("依据", "evidence")
OR = Text("或者", "or")
BLANK = Text("空白", "nothing")

THIS_ONE = {
    "certain": Text("这个数错了：", "this figure is wrong: "),
    "likely": Text("很可能这个数错了：", "this figure is probably wrong: "),
    "possible": Text(
        "错在下面某一处，无法确定是哪一处：", "one of these is wrong; which one cannot be told:"
    ),
}
SEVERAL = {
    "certain": Text("这些数错了：", "these figures are wrong:"),
    "likely": Text("很可能这些数错了：", "these figures are probably wrong:"),
    "possible": Text(
        "错在下面某一组，无法确定是哪一组：",
        "one of these sets is wrong; which one cannot be told:",
    ),
}
STORY = {
    "certain": Text("{}", "{}"),
    "likely": Text("很可能{}", "probably: {}"),
    "possible": Text("可能{}", "possibly: {}"),
}
CHANGE = Text("印出 {printed}，应为 {right}", "{printed} is printed, {right} is meant")
OPEN = Text(
    "印出 {printed}，应在 {low} 至 {high} 之间，最可能是 {right}",
    "{printed} is printed, {low} to {high} would do, {right} is likeliest",
)
UNLIMITED = Text("印出 {printed}，可能应为 {right}", "{printed} is printed, {right} may be meant")
MISSING = Text("缺少，应为 {right}", "missing, {right} is meant")
BECAUSE = Text("（{}）", " ({})")
ARROW = Text("{address}：{change}", "{address}: {change}")
MENDED = Text(
    "{n} 个关系因此不符，改正后都成立：{codes}（budgetlint explain 列出算式）",
    "{n} relations are broken by it and hold with it put right: {codes} (budgetlint explain "
    "shows them)",
)
ONE = Text("只有这一个关系可以作证", "this relation is all there is to go by")
NOT_FOUND = Text(
    "没有找到改正后能使全部关系成立的少数几个数；有关的关系有 {n} 个：{codes}",
    "no small set of figures was found that would make all relations hold; {n} relations: {codes}",
)
CUT_SHORT = Text(
    "错误较多，没有找遍；可能还有更简单的解释",
    "there are many errors and the search was cut short; there may be a simpler explanation",
)
CLASH = Text("这些关系按系数相加：{codes}", "the relations, each so many times: {codes}")
MORE = Text("……还有 {} 处", "… and {} more")
MAX_CELLS = 8
MAX_SETS = 5


def judgement(
    finding: Finding, lang: str, place: Callable[[Suspect], str]
) -> Iterator[tuple[Text, str]]:
    """Labelled lines about the cause of a finding; none where no cause was sought."""

    def say(text: Text, **values: object) -> str:
        return text.get(lang).format(**values)

    if not finding.suspects:
        if finding.evidence and finding.code != "U2":
            n = 1 + len(finding.evidence)
            yield JUDGEMENT, say(NOT_FOUND, n=n, codes=_codes(finding, lang))
        elif finding.evidence:
            yield EVIDENCE, say(CLASH, codes=_proof(finding, lang))
    else:
        yield from _suspects(finding, lang, place)
        if finding.evidence:
            n = 1 + len(finding.evidence)
            yield EVIDENCE, say(MENDED, n=n, codes=_codes(finding, lang))
        else:
            yield EVIDENCE, ONE.get(lang)
    if not finding.searched:
        yield EVIDENCE, CUT_SHORT.get(lang)


def _suspects(
    finding: Finding, lang: str, place: Callable[[Suspect], str]
) -> Iterator[tuple[Text, str]]:
    suspects = finding.suspects
    certainty = suspects[0].certainty
    sets = (suspects, *finding.alternatives) if certainty == "possible" else (suspects,)
    if finding.story.get(lang) and len(sets) == 1:
        yield JUDGEMENT, STORY[certainty].get(lang).format(finding.story.get(lang))
        yield from _lines(suspects, lang, place)
    elif len(suspects) == 1 and len(sets) == 1:
        text = change(suspects[0], lang)
        yield JUDGEMENT, f"{THIS_ONE[certainty].get(lang)}{text}"
    else:
        lead = THIS_ONE if all(len(s) == 1 for s in sets) and len(sets) > 1 else SEVERAL
        yield JUDGEMENT, lead[certainty].get(lang)
        for number, one in enumerate(sets[:MAX_SETS]):
            yield from _lines(one, lang, place, OR if number else Text("", ""))
        if len(sets) > MAX_SETS:
            yield Text("", ""), MORE.get(lang).format(len(sets) - MAX_SETS)
    if certainty == "likely" and finding.alternatives:
        for one in finding.alternatives[:1]:
            yield from _lines(one, lang, place, OR)


def _lines(
    suspects: Sequence[Suspect],
    lang: str,
    place: Callable[[Suspect], str],
    first: Text = Text("", ""),  # noqa: B008
) -> Iterator[tuple[Text, str]]:
    """A line for each cell of a set."""
    for number, suspect in enumerate(suspects[:MAX_CELLS]):
        text = ARROW.get(lang).format(
            address=suspect.cell.address.get(lang), change=change(suspect, lang)
        )
        yield first if not number else Text("", ""), f"{text}  {place(suspect)}".rstrip()
    if len(suspects) > MAX_CELLS:
        yield Text("", ""), MORE.get(lang).format(len(suspects) - MAX_CELLS)


def change(suspect: Suspect, lang: str) -> str:
    """What is printed, what is meant, and how the one became the other."""
    blank = BLANK.get(lang)
    values = {
        "printed": suspect.cell.value or blank,
        "right": suspect.suggested or blank,
        "low": suspect.low,
        "high": suspect.high,
    }
    form = CHANGE
    if not suspect.cell.is_there:
        form = MISSING
    elif suspect.suggested and not (suspect.low and suspect.high):
        form = UNLIMITED
    elif suspect.low != suspect.high:
        form = OPEN
    text = form.get(lang).format(**values)
    slip = suspect.slip.get(lang) if suspect.cell.is_there else ""
    return text + (BECAUSE.get(lang).format(slip) if slip else "")


def _proof(finding: Finding, lang: str) -> str:
    """The relations of a proof with their multipliers: +1 A3 (表3 / 总计 / 合计)."""
    parts = []
    for multiplier, relation in zip(finding.multipliers, finding.evidence, strict=False):
        sign = "" if multiplier.startswith("-") else "+"
        address = relation.cells[0].address.get(lang) if relation.cells else ""
        parts.append(f"{sign}{multiplier} {relation.code} ({address})")
    return ("；" if lang == "zh" else "; ").join(parts)


def _codes(finding: Finding, lang: str) -> str:
    """The codes of all relations, each with how often it occurs."""
    codes = [relation.code for relation in finding.relations]
    counted = {code: codes.count(code) for code in codes}
    shown = [code if n == 1 else f"{code} ×{n}" for code, n in counted.items()]
    return ("、" if lang == "zh" else ", ").join(shown)
