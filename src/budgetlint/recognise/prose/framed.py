"""Of which frame a figure is: the one at hand, one that was told before, or a new one."""

from __future__ import annotations

from .frames import PLAN, Frame
from .subjects import Subject
from .turns import InTurn


def _is_called(frame: Frame, subject: Subject) -> bool:
    """Whether a frame that has an amount is called like a subject."""
    alike = frame.subject.text == subject.text and frame.subject.keys == subject.keys
    return alike and bool(frame.amounts)


class Framed(InTurn):
    """A paragraph whose figures go into frames."""

    asked = False  # whether it mattered what the paragraph before was about

    def _waits_for_plan(self, subject: Subject) -> bool:
        """Whether the frame at hand has said how much of its plan is done, and not the plan."""
        frame = self.current
        waits = frame is not None and frame.completion is not None and PLAN not in frame.amounts
        return waits and subject.is_period and bool(frame and frame.amounts)

    def _is_behind_its_change(self, subject: Subject) -> bool:
        """Whether it stands behind the changes of what it is of: 甲增加5万元,(甲)达25万元."""
        frame = self.current
        if frame is None or frame.amounts or not frame.comparisons:
            return False
        if not subject.text or subject.text in self.grammar.words["is"]:
            return True
        called = subject.text == frame.subject.text
        return self._is_current(subject) and (called or not subject.left)

    def _goes_on(self, subject: Subject) -> bool:
        """Whether an amount is of the frame at hand: another period of it, or the one that it
        still waits for."""
        frame = self.current
        if frame is None or subject.keys or subject.left:
            return False
        if frame.parent and frame.comparisons and not frame.amounts and "flow" in subject.at:
            return False  # a part of which only the change is told waits for no total
        other = self._is_other(subject) or self._is_against(subject, frame.subject)
        if subject.is_period and frame is not self.whole and not other:
            return True
        if self._is_year_before(subject, frame):
            return True
        if frame.amounts:
            return False
        open_ = not subject.matter - {"flow", "vintage", "role"}
        return open_ and (bool(frame.subject.keys) or not frame.comparisons)

    def _frame_for(self, words: str) -> Frame | None:
        """The frame that a role speaks about: the one at hand, or a new one if it has a subject."""
        words = words.strip("、,:")
        if not words:
            return self.current or self._continued()
        subject = self.subjects.of(words)
        frame = self.current
        if frame is not None and not subject.keys and not subject.left:
            if not subject.matter or self._is_current(subject):
                return frame
            if self._summed(subject):
                return self._make(subject)
            if frame is not self.whole and self._agrees(subject, frame.subject):
                return frame
        before = self._said_before(subject)
        if before is not None:
            self.current = before
        return before or self._make(subject)

    def _said_before(self, subject: Subject) -> Frame | None:
        """What the sentence at hand has called so, or the only thing that its paragraph has, with
        an amount and nothing that has changed."""
        frame = next((f for f in self._abreast() if _is_called(f, subject)), None)
        if frame is None and subject.is_total and self.whole is self.opened:
            all_ = [f for f in self.frames if _is_called(f, subject) and not f.aside]
            frame = all_[0] if len(all_) == 1 else None
        if frame is None or frame.comparisons or subject.year not in (None, frame.subject.year):
            return None
        return frame

    def _continued(self) -> Frame | None:
        """A frame that goes on about what the paragraph before was about: 较上年增加…"""
        before = self.before
        self.asked = self.asked or not self.frames
        if before is None or self.frames:
            return None
        frame = self._make(before.subject)
        frame.continues = before.continues or before
        return frame
