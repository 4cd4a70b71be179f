"""What is known while a paragraph is read: the frame at hand, the list, what brackets put aside."""

from __future__ import annotations

from collections.abc import Mapping

from ...model.numerals import value_of
from ...model.values import NamedTuple
from ...model.words import pattern
from .figures import Token
from .frames import EXECUTED, FINAL, NOW, PLAN, Comparison, Frame
from .grammar import Grammar
from .roles import Role
from .subjects import Subject, Subjects, flow_of

INHERITED = ("source", "nature", "matter")
"""Dimensions in which parts are like their whole."""
_APART = ("sangong", "nature")
"""Dimensions of which each member has its own parts."""
_NUMBER = pattern("prose.numbered-item")


class Aside(NamedTuple):
    """What a bracket puts aside."""

    current: Frame | None = None
    whole: Frame | None = None
    against: str | None = None
    reason: bool = False
    head: Frame | None = None
    number: int = 0


class LastItem(NamedTuple):
    """The last item of a numbered list: whose parts, which list, its number, and whether items end
    with 。, so that more is told of each."""

    whole: Frame | None
    list: int
    number: int
    ends: bool


class State:
    """The state of one paragraph."""

    final = False

    def __init__(
        self,
        grammar: Grammar,
        subjects: Subjects,
        text: str,
        start: int,
        context: Mapping[str, str],
        opened: Frame | None,
    ) -> None:
        self.grammar, self.subjects = grammar, subjects
        self.text = text
        self.context = context
        self.frames: list[Frame] = []
        self.roles: dict[int, str] = {}
        self.start = self.at = start  # up to where the figures are read
        self.figure_at = start  # where the figure at hand begins
        self.segment = start  # where what stands in front of the figure at hand begins
        self.opened = opened
        self.current: Frame | None = None
        self.before: Frame | None = None  # what the paragraph before was about
        self.whole = opened  # whose parts are being listed
        self.head: Frame | None = None
        self.against: str | None = None
        self.reason = False
        self.reason_at = start  # where the last reason begins
        self.spoken_of: Frame | None = None  # what a reason is of that tells of something else
        self.moves = False  # whether what something was waits for what it is: 由10万元调整为12万元
        self.stack: list[Aside] = []
        self.counted = (-1, "")
        self.number = self.lists = 0  # of the list that is being read; how many there were
        # the lists whose words say that they name all parts
        self.full: set[int] = {0} if opened is not None and opened.of_all else set()
        self.outer: list[tuple[Frame, int]] = []  # the lists in which this one stands
        self.parted = False  # whether ; may have ended an inner list
        self.parted_at: dict[int, int] = {}  # parts of each list in front of its first ;
        self.closed = False  # whether a sentence has ended since the last frame was made
        self.adding = False  # whether 加 has put what follows beside what stands in front
        self.added_to: Frame | None = None  # that, where it is the sentence before: 甲5万元。加乙…
        self.items: tuple[Frame, int] | None = None  # the list of 一、二、三、 in this paragraph
        self.numbered: dict[str, LastItem] = {}  # lists by how they are marked: 1., (1)
        self.series: list[str] = []  # words for the figures still to come in 甲、乙分别为
        self.listing = False  # whether the figure at hand is one of these
        self.fellows: list[Frame] = []  # the members of the last series
        self.turns: list[Frame] = []  # those of them that figures behind 占a%、b% are still of
        self.compared: list[Comparison] = []  # those whose rates are still to come
        self.share_of: Frame | None = None  # 甲500万元 of 占甲500万元的
        self.settles = False  # whether 收支相抵 stands in front of what comes next
        self.sentence = start - 1  # where the sentence at hand begins
        self.breath = 0  # how many sentences have ended
        self.in_turn = False  # whether the figure at hand is of the next one of these members
        self.last: tuple[Token, Role] | None = None

    def _period(self, subject: Subject) -> str:
        """Which of its amounts it is: this year's, the plan's, another year's or stage's."""
        year, stage = subject.year or 0, subject.stage
        if stage in ("initial", "adjusted"):
            return PLAN
        if stage == "executed" and year <= 0 and not (self.final and not year):
            return EXECUTED
        if year:
            return f"{stage}{year:+d}"
        if stage == "budget" and self.final:
            return PLAN
        return FINAL if stage == "final" and not self.final else NOW

    def _is_current(self, subject: Subject) -> bool:
        frame = self.current
        if frame is None:
            return False
        return (frame.subject.at, frame.subject.keys) == (subject.at, subject.keys)

    def _agrees(self, subject: Subject, other: Subject) -> bool:
        """Whether a subject only repeats what is known of another one."""
        told = subject.matter <= {"flow", "role", "source", "vintage"}
        at, of = subject.at, other.at
        return told and all(
            name not in of or of[name] == at[name] or "both" in (of[name], at[name])
            for name in subject.matter
        )

    def _is_year_before(self, subject: Subject, frame: Frame) -> bool:
        """Whether it is a frame's in a year before, of which that tells nothing yet: 上年支出合计
        behind 支出合计."""
        before = subject.year is not None and subject.year < (frame.subject.year or 0)
        alike = subject.at == frame.subject.at and subject.stage == frame.subject.stage
        open_ = frame is not self.whole and self._period(subject) not in frame.amounts
        return before and alike and open_ and bool(frame.amounts)

    def _is_against(self, subject: Subject, other: Subject) -> bool:
        """Whether it is carried over and this year's, or income and expenditure: 本年支出预算
        behind 上年结转."""
        at, of = ({**one.at, "flow": flow_of(one) or "both"} for one in (subject, other))
        known = (name for name in ("flow", "vintage") if name in at and name in of)
        return any(at[name] != of[name] and "both" not in (at[name], of[name]) for name in known)

    def _is_other(self, subject: Subject) -> bool:
        """Whether a subject that only says a period is another total: 收入预算, 支出总预算."""
        flow = subject.at.get("flow", "expenditure")
        carried = subject.at.get("vintage", "this-year") != "this-year"
        return flow != "expenditure" or carried or subject.is_total

    def _is_remainder(self, frame: Frame | None) -> bool:
        """Whether a sentence ended with what is carried over, behind what came in or was spent: a
        list that follows may be of any of them."""
        if frame is None or not self.closed or not _is_carried(frame):
            return False
        beside = (other for other in self.frames if other.parent is frame.parent and other.amounts)
        return any(not _is_carried(other) for other in beside)

    def _end_inner(self, subject: Subject) -> None:
        """Behind ; an inner list goes on with parts of its whole, and with nothing else."""
        numbered = {item.list for item in self.numbered.values()}
        unnumbered = bool(self.outer) and self.outer[-1][1] not in numbered
        inner = self.whole if self.parted and unnumbered else None
        flat = self.parted and not self.outer and self.parted_at.get(self.number, 0) > 1
        self.parted = False
        beyond = subject.at.get("vintage", "this-year") != "this-year" or subject.is_total
        if flat and beyond and self.whole is not self.opened:
            self.whole = None
        if inner is not None and not self.subjects.is_part(subject, inner.subject):
            self.whole, self.number = self.outer.pop()

    def _parts_told(self) -> int:
        """How many parts of the list at hand there are so far."""
        listed = (f for f in self.frames if f.parent is self.whole and f.part_of == self.number)
        return sum(1 for _ in listed) if self.whole is not None else 0

    def _is_other_side(self, subject: Subject) -> bool:
        """Whether a subject is the total of the other side: 支出预算 behind a list of 收入预算."""
        whole = self.whole.subject.at.get("flow", "both") if self.whole is not None else "both"
        flow = subject.at.get("flow", "both")
        total = not subject.keys and not subject.left and subject.matter <= {"flow", "role"}
        return total and "both" not in (whole, flow) and whole != flow

    def _summed(self, subject: Subject) -> int:
        """How many frames a total behind them adds up: 甲5万元、乙8万元,合计13万元; with 加,
        what it was added to and all that was added."""
        total = subject.is_total and not subject.keys and not subject.left
        if not total or (subject.matter > {"role"} and not self.adding):
            return 0
        found = self._abreast()
        if not self.adding:
            return len(found) if len(found) > 1 else 0
        added = next((n for n, frame in enumerate(reversed(found)) if not frame.added), len(found))
        head = self.added_to if added == len(found) else None
        return added + 1 if 0 < added < len(found) or (added and head) else 0

    def _abreast(self) -> list[Frame]:
        """What the sentence at hand has told one by one, in the list at hand or in none."""
        found = (f for f in self.frames if f.parent is self.whole and not f.aside)
        return [f for f in found if f.start > self.sentence and (f.amounts or f.comparisons)]

    def _beside(self, subject: Subject) -> Frame:
        """A new frame that stands in no list and is not what is being read about."""
        frame = Frame(subject, self.at, None, dict(self.context))
        self._add(frame)
        return frame

    def _add(self, frame: Frame) -> None:
        frame.breath = self.breath
        frame.joined = self.text.startswith(tuple(self.grammar.words["and"]), self.segment)
        self.frames.append(frame)

    def _count_list(self) -> None:
        self.lists += 1
        self.number = self.lists

    def _numbered(self, subject: Subject) -> LastItem | None:
        """The item that a number in front says something is, of a list that goes on: (1)甲5万元
        (其中…);(2)乙3万元. Number one behind a total begins a list of it: 收入100万元。1.财政拨款
        80万元;2.事业收入20万元."""
        found = list(_NUMBER.finditer(self.text, self.segment, self.figure_at))
        if not found or self.stack:
            return None
        kind, value = found[-1][1] + found[-1][3], value_of(found[-1][2])
        last = self.numbered.get(kind)
        if last is not None and value == last.number + 1:
            self.whole, self.number, self.parted = last.whole, last.list, False
            self.numbered[kind] = last._replace(number=value)
        elif value == 1:
            if self.whole is self.opened and self._may_be_part(subject):
                self._count_list()
                self.whole = self.head
            self.numbered[kind] = LastItem(self.whole, self.number, value, self._end(kind))
        else:
            return None
        return self.numbered[kind]

    def _end(self, kind: str) -> bool:
        """Whether items that are marked like this end with 。 behind the figure at hand."""
        marks = _NUMBER.finditer(self.text, self.figure_at)
        return any(m[1] + m[3] == kind and self.text[m.start() - 1] == "。" for m in marks)

    def _may_be_part(self, subject: Subject) -> bool:
        """Whether something may be a part of the total that was told last."""
        head = self.head
        if head is None or not head.amounts or head.subject.left or head.comparisons:
            return False
        total = head.subject.matter <= {"flow", "role"} and "flow" in head.subject.at
        own = bool(subject.keys) or bool(subject.matter - {"flow", "role", "vintage"})
        return (total and own) or self.subjects.is_part(subject, head.subject)

    def _is_apart(self, subject: Subject) -> bool:
        """Whether something is no part of the whole at hand: 公务接待费 behind 公务用车费…如下."""
        if self.whole is None:
            return False
        whole = self.whole.subject
        told = any(name in whole.at and name in subject.at for name in _APART)
        return told and not self.subjects.is_part(subject, whole)

    def _make(self, subject: Subject) -> Frame:
        """A new frame; what its list and its headings say holds for it as well."""
        item = self._numbered(subject)
        if item is None or item.number == 1:
            self._end_inner(subject)
        if self._is_other_side(subject):
            self.whole, self.outer = None, []
        parent = self.whole
        if parent is self.opened and self._is_apart(subject):
            parent = None
        given = dict(self.context)
        if parent is not None:
            known = {**parent.context, **parent.subject.at}
            given |= {name: known[name] for name in INHERITED if name in known}
        aside = bool(self.stack) and parent is self.stack[-1].current
        listed = self.items is not None and parent is self.items[0]
        number = self.items[1] if self.items is not None and listed else self.number
        frame = Frame(subject, self.at, parent, given, aside=aside, part_of=number)
        frame.of_all = number in self.full
        frame.added = self.adding and parent is self.opened
        frame.sums = self._summed(subject)
        self.adding = self.adding and not frame.sums
        frame.settled, self.settles = self.settles, False
        self._add(frame)
        self.current = frame
        self.closed = False
        told_of = item is not None and item.ends
        if not self.stack and (told_of or parent in (None, self.opened)):
            self.head = frame
        return frame


def _is_carried(frame: Frame) -> bool:
    return frame.subject.at.get("vintage", "this-year") != "this-year"
