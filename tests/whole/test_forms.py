"""One and the same budget, and one and the same final account, as many places print it, none of
which has a pack: every figure is read, nothing is found, a changed figure is; in every format."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from budgetlint.recognise.facts import facts_of, is_figure
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from papers.places import FINALS, FORMS, STRANGERS, UNCITED, changed, document, sites
from papers.written import FORMATS, write

DAMAGED = 2
EVERY = (*FORMS, *FINALS, *UNCITED)
places = pytest.mark.parametrize("form", EVERY, ids=lambda form: form["name"])
# A form for each format, and those in which a format was once read otherwise: headers of several
# rows, tables by units, titles that another place prints.
BY_NAME = {form["name"]: form for form in EVERY}
ALIKE = [
    *((kind, EVERY[n * 2 % len(EVERY)]["name"]) for n, kind in enumerate(sorted(FORMATS))),
    *(("json", name) for name in ("sichuan", "shaanxi", "hubei-final")),
    *(("md", name) for name in ("hubei", "shaanxi-final")),
]


@places
def test_every_figure_is_read_and_nothing_is_found(form: Mapping[str, Any]) -> None:
    raw = document(form)
    report = checker().report(raw)
    assert report.pack == ("cn-final-accounts" if form.get("final") else "cn-common")
    assert not report.findings
    assert not report.problems
    assert not report.notes
    kit = checker().packs.load(report.pack)
    facts = list(facts_of(kit.recognise(raw), kit.layouts[0].vocabulary))
    printed = sum(is_figure(cell) for grid in raw.grids for row in grid.rows for cell in row)
    assert not [fact for fact in facts if fact.why]
    assert len(facts) >= printed
    assert report.coverage.arithmetic > printed / 3


@places
def test_a_changed_figure_is_found(form: Mapping[str, Any]) -> None:
    raw = document(form)
    for site in random.Random(form["name"]).sample(sites(raw), DAMAGED):
        report = checker().report(changed(raw, *site))
        assert any(finding.severity == "error" for finding in report.findings), site


@pytest.mark.parametrize("form", STRANGERS[2::4], ids=lambda form: form["name"])
def test_forms_of_no_place_raise_no_alarm(form: Mapping[str, Any]) -> None:
    """All of them are tried by benchmarks/strangers.py."""
    report = checker().report(document(form))
    assert report.pack in ("cn-common", "cn-final-accounts")
    assert not report.findings
    assert report.coverage.relations["exact"] > 50


def test_forms_say_where_they_were_seen() -> None:
    """Twelve places and more, and four with final accounts, each from a published document: its
    title, where it is, what was taken of it, and what was not seen in any."""
    assert len(FORMS) >= 12
    assert len(FINALS) >= 4
    for form in (*FORMS, *FINALS):
        assert form["sources"], form["name"]
        assert form["own"]
        for source in form["sources"]:
            assert source["title"]
            assert source["taken"]
        assert any(source["address"] for source in form["sources"]), form["name"]
    assert all(not form["sources"] and form["own"] for form in UNCITED)


@pytest.mark.parametrize(("kind", "place"), ALIKE)
def test_a_format_makes_no_difference(kind: str, place: str, tmp_path: Path) -> None:
    """The whole product is tried by benchmarks/places.py."""
    form = BY_NAME[place]
    wanted = checker().report(document(form)).coverage.arithmetic
    report = checker().report(read(str(write(form, kind, tmp_path))))
    assert report.coverage.arithmetic == wanted
    assert not report.findings
    assert not report.problems
