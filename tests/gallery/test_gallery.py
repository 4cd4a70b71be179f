"""docs/errors.md is what its generator writes now."""

from __future__ import annotations

import re

from make import GROUPS, PAGE, _group, page

from badinput.scenario import SCENARIOS


def test_the_page_is_up_to_date() -> None:
    """If it is not: python tests/gallery/make.py, then read the difference."""
    assert page() == PAGE.read_text(encoding="utf-8")


def test_every_scenario_has_a_group() -> None:
    assert {_group(scenario) for scenario in SCENARIOS} == set(GROUPS)


def test_the_page_is_the_same_on_every_machine() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert not re.search(r"(?:/tmp|/home|/root|/work|/Users|[A-Z]:\\)", text)
    assert "Traceback" not in text
