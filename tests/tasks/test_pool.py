"""Several processes: the same reports in the same order, and what a dead one costs."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetlint.readers import Input
from budgetlint.report.report import FileReport
from budgetlint.tasks.items import Asked, Item, items
from budgetlint.tasks.pool import AHEAD, Pool
from budgetlint.tasks.select import Selection
from budgetlint.tasks.settings import Settings
from budgetlint.tasks.workshop import Workshop

EXAMPLES = Path(__file__).parents[2] / "examples"
NO_SETTINGS = Settings()

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the faults are planted by fork")


class Faulty(Workshop):
    """A workshop in which some documents are the end of the process that works on them."""

    def report_on(self, item: Item) -> FileReport:
        name = os.path.basename(item.input.path)
        if name.startswith("dies"):
            os.kill(os.getpid(), signal.SIGKILL)
        if name.startswith("hangs"):
            threading.Event().wait()
        if name.startswith("slow"):
            time.sleep(0.2)
        return super().report_on(item)


def item(path: str) -> Item:
    return Item(Input(path), (path,), rules=None, previous=None, units=None, selection=Selection())


def planted(folder: Path, *names: str) -> list[Item]:
    data = (EXAMPLES / "broken" / "three-public.json").read_bytes()
    for name in names:
        (folder / f"{name}.json").write_bytes(data)
    return [item(str(folder / f"{name}.json")) for name in names]


def told(reports: Iterator[FileReport]) -> list[tuple[str, str]]:
    return [(Path(report.path).stem, report.status) for report in reports]


def test_the_same_reports_in_the_same_order() -> None:
    work = list(items([str(EXAMPLES / "broken"), "no.json"], Asked(rounding=True), NO_SETTINGS))
    alone = list(map(Workshop().report_on, work))
    assert list(Pool(Workshop(), 2, 60).reports(work)) == alone


def test_the_slow_come_in_their_turn(tmp_path: Path) -> None:
    names = ["slow1", "b", "c", "slow2", "d", "e", "f", "g"]
    work = planted(tmp_path, *names)
    assert told(Pool(Faulty(), 2, 60).reports(work)) == [(name, "findings") for name in names]


def test_a_process_that_dies_costs_its_document(tmp_path: Path) -> None:
    work = planted(tmp_path, "a", "dies1", "dies2", "b", "dies3")
    assert told(Pool(Faulty(), 2, 60).reports(work)) == [
        ("a", "findings"),
        ("dies1", "internal"),
        ("dies2", "internal"),
        ("b", "findings"),
        ("dies3", "internal"),
    ]


def test_a_document_that_hangs_is_given_up(tmp_path: Path) -> None:
    work = planted(tmp_path, "hangs", "a", "b")
    reports = list(Pool(Faulty(), 2, 1).reports(work))
    assert [report.status for report in reports] == ["internal", "findings", "findings"]
    assert "TimeoutError" in reports[0].problems[0].found.en


def test_what_is_handed_out_does_not_run_ahead(tmp_path: Path) -> None:
    """Memory does not grow with the number of files: reports are made as they are taken."""
    work = planted(tmp_path, *(f"{n:03}" for n in range(60)))
    taken = 0

    def counted() -> Iterator[Item]:
        nonlocal taken
        for one in work:
            taken += 1
            yield one

    reports = Pool(Workshop(), 2, 60).reports(counted())
    next(reports)
    assert taken <= 2 * AHEAD + 3
    reports.close()


def test_nothing_is_left_running(tmp_path: Path) -> None:
    work = planted(tmp_path, "a", "hangs")
    reports = Pool(Faulty(), 2, 600).reports(work)
    assert next(reports).status == "findings"
    reports.close()
    assert not multiprocessing.active_children()


def test_no_items_are_no_reports() -> None:
    assert list(Pool(Workshop(), 2, 60).reports([])) == []
