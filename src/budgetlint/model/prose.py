"""What is read off a narrative: claims, unclaimed sentences, paragraphs."""

from __future__ import annotations

from collections.abc import Mapping

from .values import NamedTuple


class Span(NamedTuple):
    """A stretch of a section's text as published: its section, and from where to where."""

    section: int
    start: int
    end: int


class Figure(NamedTuple):
    """A printed figure of a claim: its text, the unit printed with it, its place; what it says in
    digits, where it is written in words."""

    text: str
    unit: str
    place: Span
    said: str = ""


class About(NamedTuple):
    """What the amount of a claim is of: accounts from the top down, each with its code if that is
    printed; coordinates; the stage of this year; its section. Of a total that may be several by its
    words, as 支出预算总额 with what is carried over or without, it is not `sure`."""

    accounts: tuple[tuple[str, str], ...]
    at: frozenset[tuple[str, str]]
    stage: str
    section: int
    sure: bool = True


class Claim(NamedTuple):
    """What one sentence says of one subject.

    `figures` are by slot; `words` are the words found in slots of words, with their class ("up",
    "down", …) or "" for free text. `parent` is the index of the claim whose part this is, or -1.
    `called` is the subject in the words of the sentence. A claim of the grammar is `alone`: no
    other one is put into its row; `whole` is the index of the claim that its share is a share of;
    `about` is what its amount is of.
    """

    group: str
    subject: str
    base: str
    figures: Mapping[str, Figure]
    words: Mapping[str, tuple[str, str]]
    place: Span
    parent: int = -1
    called: str = ""
    alone: bool = False
    whole: int = -1
    about: About | None = None


class Told(NamedTuple):
    """Claims that belong together: a whole and its parts (`closed`, `list`, `changes`, `share`),
    what is left and what was there and came in, with what went out in `less` (`roll`),
    two prints of one fact (`same`, `again`), a change with this year's amount and last year's
    (`period`), or two changes of what has one amount (`likewise`). They are indexes of claims."""

    kind: str
    whole: int
    parts: tuple[int, ...]
    less: tuple[int, ...] = ()


class Unclaimed(NamedTuple):
    """A sentence with a figure that no phrase has claimed."""

    text: str
    place: Span


class Paragraph(NamedTuple):
    """A paragraph: compact text, its mark ("1.", "(一)"), and where it stands in its section."""

    section: int
    start: int
    end: int
    text: str
    mark: str
    is_heading: bool
    headings: tuple[str, ...]


class Prose(NamedTuple):
    """All that was read off a narrative. `worded` is the text of each paragraph with its amounts
    written as one and the same number, and the unit as one and the same name: what does not ask for
    these reads the same there."""

    claims: tuple[Claim, ...]
    unclaimed: tuple[Unclaimed, ...]
    paragraphs: tuple[Paragraph, ...]
    worded: tuple[str, ...]
    told: tuple[Told, ...] = ()
