"""Phrases and their coordinates, as data: titles, headers and labels of published documents."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from budgetlint.model.names import norm
from budgetlint.model.vocabulary import Vocabulary, understood
from budgetlint.tasks.kit import Packs

DATA = tomllib.loads((Path(__file__).parents[1] / "data/vocabulary.toml").read_text("utf-8"))
CASES = [(kind, phrase, said) for kind, phrases in DATA.items() for phrase, said in phrases.items()]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Packs().load("cn-common").pack.vocabulary


@pytest.mark.parametrize(("kind", "phrase", "said"), CASES)
def test_coordinates(vocabulary: Vocabulary, kind: str, phrase: str, said: str) -> None:
    """In a column of names a name of a code is that code first."""
    wanted, _, left = said.partition("|")
    reading = understood(vocabulary, phrase, "function" if kind == "label" else "")
    assert dict(reading.coordinates) == dict(part.split("=") for part in wanted.split())
    assert "".join(reading.left) == left.strip()


def test_every_character_is_accounted_for(vocabulary: Vocabulary) -> None:
    for _, phrase, _ in CASES:
        reading = understood(vocabulary, phrase)
        assert sum(len(piece.text) for piece in reading.pieces) >= len(phrase.strip()) - 8


def test_parts_are_narrower_and_all_parts_together_are_the_whole(vocabulary: Vocabulary) -> None:
    assert vocabulary.is_in("source", "fund", "fiscal")
    assert vocabulary.joined("source", "fiscal", "fund") == "fund"
    assert vocabulary.joined("flow", "income", "expenditure") == "both"
    assert vocabulary.met({"source": "general"}, {"source": "fiscal"}) == {"source": "general"}
    assert vocabulary.met({"source": "career"}, {"source": "fiscal"}) == {"source": "fiscal"}


def test_a_pack_adds_words_and_members(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        '[pack]\nextends = "cn-common"\n[[dimension]]\nid = "nature"\n[dimension.names]\n'
        'flood = ["防汛支出"]\n[[word]]\nnames = ["防汛款"]\nsets = { nature = "flood" }\n',
        "utf-8",
    )
    own = Packs().load(str(tmp_path / "own.toml")).pack.vocabulary
    assert dict(understood(own, "一般公共预算防汛支出情况表").coordinates) == {
        "source": "general",
        "nature": "flood",
    }
    assert understood(own, "防汛款").coordinates == {"nature": "flood"}


@pytest.mark.parametrize("dimension", ["measure", "vintage", "flow", "year", "function"])
def test_what_sets_a_dimension_is_found_before_a_phrase_is_parsed(
    vocabulary: Vocabulary, dimension: str
) -> None:
    words = vocabulary.words_of(dimension)
    saying = [p for _, p, _ in CASES if dimension in understood(vocabulary, p).coordinates]
    assert saying
    assert all(words.search(norm(phrase)) for phrase in saying)


def test_what_sets_another_dimension_is_not(vocabulary: Vocabulary) -> None:
    assert vocabulary.words_of("measure").search("科目20101") is None
