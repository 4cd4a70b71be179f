"""A pool: several processes that make reports, in the order of the items.

A process that dies, or does not stop its work on one document when its time is over, costs that
document only: it is told as an internal error, and another process takes the place. Items are
handed out as reports are taken, so that memory does not grow with their number.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait

from ..model.values import NamedTuple
from ..report.report import FileReport
from .failed import failed
from .guard import gave_up
from .items import Item
from .workshop import Workshop

GRACE = 2
"""Seconds for which a process is waited for that is to give a document up itself."""
AHEAD = 8
"""Reports for each process that may wait for an earlier one."""


class Pool:
    """Processes that make reports; they are there while reports are taken."""

    def __init__(self, workshop: Workshop, jobs: int, seconds: int) -> None:
        self._workshop = workshop
        self._jobs = jobs
        self._seconds = seconds
        self._context = multiprocessing.get_context()

    def reports(self, items: Iterable[Item]) -> Generator[FileReport, None, None]:
        """The report on each item, in their order."""
        if self._context.get_start_method() == "fork":
            self._workshop.shipped()  # what is loaded now need not be loaded by every process
        workers = [self._worker() for _ in range(self._jobs)]
        try:
            yield from self._in_order(enumerate(items), workers)
        finally:
            for worker in workers:
                worker.end()

    def _in_order(
        self, numbered: Iterator[tuple[int, Item]], workers: list[_Worker]
    ) -> Iterator[FileReport]:
        done: dict[int, FileReport] = {}
        following = 0
        while True:
            self._hand_out(numbered, workers, following + AHEAD * self._jobs)
            if not (done or any(worker.at for worker in workers)):
                return
            while following in done:
                yield done.pop(following)
                following += 1
            done |= dict(self._finished(workers))

    def _hand_out(
        self, numbered: Iterator[tuple[int, Item]], workers: list[_Worker], before: int
    ) -> None:
        """Give every idle process something to do, as long as it is not too far ahead."""
        for worker in workers:
            last = max((other.at.number for other in workers if other.at), default=-1)
            if worker.at is None and last + 1 < before:
                one = next(numbered, None)
                if one is None:
                    return
                worker.take(*one)

    def _finished(self, workers: list[_Worker]) -> Iterator[tuple[int, FileReport]]:
        """The reports that come in next; none if nothing is being done."""
        busy = {worker.pipe: worker for worker in workers if worker.at}
        ends = [worker.at.since + self._seconds + GRACE for worker in busy.values() if worker.at]
        if not busy:
            return
        ready = wait(list(busy), max(0, min(ends) - int(time.monotonic())))
        for pipe, worker in busy.items():
            task = worker.at
            if task is None:
                continue
            late = time.monotonic() >= task.since + self._seconds + GRACE
            if pipe in ready or late:
                report = worker.report() if pipe in ready else _gave_up(task.item, "TimeoutError")
                if report is None or pipe not in ready:
                    workers[workers.index(worker)] = self._worker()
                    worker.end()
                yield task.number, report or _gave_up(task.item, "ProcessDied")

    def _worker(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_work, args=(theirs, self._workshop), daemon=True, name="budgetlint"
        )
        process.start()
        theirs.close()
        return _Worker(process, ours)


class _Task(NamedTuple):
    number: int
    item: Item
    since: int


class _Worker:
    """A process, and what it is working on."""

    def __init__(self, process: multiprocessing.process.BaseProcess, pipe: Connection) -> None:
        self._process = process
        self.pipe = pipe
        self.at: _Task | None = None

    def take(self, number: int, item: Item) -> None:
        """Work on an item."""
        self.at = _Task(number, item, int(time.monotonic()))
        with suppress(OSError):  # it is dead: that is seen when its report is asked for
            self.pipe.send(item)

    def report(self) -> FileReport | None:
        """The report that has come in; None if the process has died instead."""
        self.at = None
        try:
            report: FileReport = self.pipe.recv()
        except (EOFError, OSError):
            return None
        return report

    def end(self) -> None:
        """End the process, whatever it does."""
        self.pipe.close()
        self._process.kill()
        self._process.join()


def _work(pipe: Connection, workshop: Workshop) -> None:
    """What a process does: take items and send reports, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started it
    while True:
        try:
            item = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(workshop.report_on(item))


def _gave_up(item: Item, why: str) -> FileReport:
    """The report on a document that nothing came back for."""
    return failed(item.input.path, gave_up(item.input.path, why))
