"""Reading amounts: what is printed comes back, and nothing but `AmountError` is ever raised."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetlint.messages.tables import table
from budgetlint.model.amounts import MAX_DIGITS, AmountError, exponent, is_blank, parse, printed
from steps import cpu_growth

DIGITS = 20
"""The world's money fits into these."""

WIDE = str.maketrans("0123456789.,-()/", "０１２３４５６７８９．，－（）／")


def _amounts(digits: int) -> st.SearchStrategy[Decimal]:
    units = st.integers(-(10**digits) + 1, 10**digits - 1)
    return st.builds(lambda n, places: Decimal(n).scaleb(-places), units, st.integers(0, 8))


AMOUNTS = _amounts(DIGITS)
TEXTS = st.text() | st.text("0123456789.,-+()（）−–—－，．。eE% \u3000/无０９①²½٣_", max_size=40)


def read(text: str) -> Decimal | None:
    """The amount, or None if the text is none."""
    try:
        return parse(text)
    except AmountError:
        return None


@given(AMOUNTS)
def test_what_is_printed_is_read(amount: Decimal) -> None:
    found = parse(printed(amount))
    assert found == amount
    assert exponent(found) == exponent(amount)


def test_as_many_digits_as_allowed() -> None:
    amount = Decimal("9" * (MAX_DIGITS - 2) + ".99")
    assert parse(f"{amount:f}") == amount
    assert parse(printed(amount)) == amount


@given(st.integers(0, 10**8), st.integers(1, 9))
def test_no_amount_is_printed_in_scientific_notation(units: int, power: int) -> None:
    amount = Decimal(units).scaleb(power)
    assert "E" not in printed(amount)
    assert parse(printed(amount)) == amount


@given(AMOUNTS)
def test_printing_what_was_read_changes_nothing(amount: Decimal) -> None:
    text = printed(amount)
    assert printed(parse(text)) == text


@given(AMOUNTS)
def test_width_does_not_matter(amount: Decimal) -> None:
    assert parse(printed(amount).translate(WIDE)) == amount


@given(AMOUNTS.filter(lambda a: a > 0))
def test_brackets_are_a_minus(amount: Decimal) -> None:
    text = printed(amount)
    assert parse(f"({text})") == parse(f"（{text}）") == parse(f"-{text}") == -amount


@pytest.mark.parametrize("text", ["(5.62", "5.62)", "（5.62", "5.62）", ")5.62(", "((5.62))"])
def test_one_bracket_is_none(text: str) -> None:
    """Half of a pair is a slip of the pen, or the half of something else: nothing is guessed."""
    assert read(text) is None


@pytest.mark.parametrize("text", ["1.5E+3", "2e3"])
def test_brackets_are_a_minus_in_scientific_notation_too(text: str) -> None:
    found = read(f"({text})")
    assert found is None or found == -parse(text)


@pytest.mark.parametrize("mark", ["①", "²", "¹", "₂"])
def test_a_footnote_mark_is_no_digit(mark: str) -> None:
    """5.62 with note ① is 5.62 or unreadable, but never 5.621."""
    assert read(f"5.62{mark}") in (None, Decimal("5.62"))


@pytest.mark.parametrize("text", ["－", "／", "－－"])
def test_full_width_dashes_are_blanks(text: str) -> None:
    found = read(text)
    assert found is not None
    assert is_blank(found)


@settings(max_examples=150)
@given(TEXTS)
def test_any_text_is_an_amount_or_an_error(text: str) -> None:
    found = read(text)
    assert found is None or is_blank(found) or found.is_finite()
    if found is not None and not is_blank(found) and found.adjusted() < DIGITS:
        assert parse(printed(found)) == found


@settings(max_examples=80)
@given(TEXTS)
def test_the_error_holds_the_text_and_a_known_reason(text: str) -> None:
    if read(text) is None:
        with pytest.raises(AmountError) as caught:
            parse(text)
        assert caught.value.text == text
        assert caught.value.reason in table("documents")["amount-reasons"]


LONG = 30_000


def hostile(long: int) -> dict[str, str]:
    """Texts of about that length which would take a careless reader for ever."""
    return {
        "digits": "9" * long,
        "groups": "1" + ",111" * (long // 4),
        "broken groups": "1" + ",111" * (long // 4) + ",",
        "points": "1" + ".1" * (long // 2),
        "fraction": "1." + "9" * long,
        "brackets": "(" * long + ")" * long,
        "signs": "-" * long,
        "blanks": "1" + " " * long + "1",
        "wide": "１" * long,
        "exponent": "1e" + "9" * long,
        "mantissa": "1" * long + "e5",
        "ligatures": "\ufdfa" * long,
        "marks": "1" + "\u0300\u0316" * (long // 2),  # a cell of 400,000 takes two minutes
    }


@pytest.mark.parametrize("kind", hostile(1))
def test_long_texts_are_refused_in_proportion(kind: str) -> None:
    assert read(hostile(LONG)[kind]) is None
    texts = {long: hostile(long)[kind] for long in (LONG // 8, LONG)}
    grown = cpu_growth(lambda long: lambda: read(texts[long]), LONG // 8)
    assert grown < 24  # 64 if it were the square
