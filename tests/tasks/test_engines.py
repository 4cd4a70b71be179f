"""Clusters: the same reports by the real engines, each on this machine. Skipped where they are not
installed (`pip install "budgetlint[ray,dask]"`)."""

from __future__ import annotations

import importlib.util
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetlint.readers import Input
from budgetlint.tasks.engines import ENGINES, _in_order
from budgetlint.tasks.items import Asked, Item, items
from budgetlint.tasks.run import How, reports
from budgetlint.tasks.select import Selection
from budgetlint.tasks.settings import Settings
from budgetlint.tasks.workshop import Workshop

EXAMPLES = Path(__file__).parents[2] / "examples"
NO_SETTINGS = Settings()
LIBRARIES = {"ray": "ray", "dask": "distributed"}
WORKERS = {"ray": "ray::Workshop", "dask": "spawn_main"}
"""By which the processes that do the work are known."""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_same_reports_even_if_a_worker_is_killed(engine: str) -> None:
    if importlib.util.find_spec(LIBRARIES[engine]) is None:
        pytest.skip(f"{engine} is not installed")
    paths = [str(EXAMPLES / "broken"), str(EXAMPLES / "xinjiang-2026" / "csv"), "no.json"]
    alone = list(reports(paths, Asked(), NO_SETTINGS))
    run = reports(paths, Asked(), NO_SETTINGS, How(engine=engine))
    first = next(run)
    worker = next(one for one in descendants(os.getpid()) if WORKERS[engine] in called(one))
    os.kill(worker, signal.SIGKILL)
    assert [first, *run] == alone


def descendants(process: int) -> Iterator[int]:
    """The processes that a process has started, and those that they have started."""
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, path.read_text().split()):
            yield child
            yield from descendants(child)


def called(process: int) -> str:
    """The command of a process."""
    return Path(f"/proc/{process}/cmdline").read_bytes().decode(errors="replace")


def test_what_no_machine_survives_costs_itself() -> None:
    shop = Workshop()
    work = list(items([str(EXAMPLES / "broken")], Asked(), NO_SETTINGS))
    bad = Item(Input("bad.json"), ("bad.json",), None, None, None, Selection())

    def result(item: Item) -> object:
        if item.input.path == "bad.json":
            raise ConnectionError("three workers died of it")
        return shop.report_on(item)

    found = list(_in_order([*work, bad, *work], 4, lambda item: item, result))  # type: ignore[arg-type]
    assert [report.status == "internal" for report in found] == [
        *[False] * len(work),
        True,
        *[False] * len(work),
    ]


def test_files_are_sent_as_bytes() -> None:
    seen: list[bytes | None] = []

    def submit(item: Item) -> Item:
        seen.append(item.data)
        return item

    paths = [str(EXAMPLES / "broken" / "three-public.json"), str(EXAMPLES / "xinjiang-2026/csv")]
    work = items(paths, Asked(), NO_SETTINGS)
    assert len(list(_in_order(work, 2, submit, Workshop().report_on))) == 2
    assert seen == [Path(paths[0]).read_bytes(), None], "a folder is read where it stands"
