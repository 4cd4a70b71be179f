"""Paragraphs: where their words stand in the section as published."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from budgetlint.model.phrases import fold
from budgetlint.model.raw import Section
from budgetlint.recognise.paragraphs import Places, paragraphs_of

TEXT = "收入预算４,871.12万元，占32.68%。\n（一）支出情况\n支出预算100.50万元。"
SHOWS_NOTHING = ["\u200b", "\u00ad", "\ufeff", "\u2060", " ", "\u3000", "<b>"]


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.sampled_from(SHOWS_NOTHING)), max_size=6))
def test_each_character_is_found_where_it_stands(added: list[tuple[int, str]]) -> None:
    """Whatever shows nothing stands between them."""
    text = TEXT
    for at, hidden in sorted(added, reverse=True):
        text = text[:at] + hidden + text[at:]
    section = Section("", "", text)
    for paragraph in paragraphs_of(0, section):
        places = Places(section, paragraph)
        spans = [places.span(n, n + 1) for n in range(len(paragraph.text))]
        found = "".join(text[span.start : span.end] for span in spans)
        assert fold(found) == paragraph.text
