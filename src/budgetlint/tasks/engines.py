"""Engines: the same work on a cluster that is there already, with Ray or Dask.

Each machine needs budgetlint with the same packs. A file is sent as bytes; a document that is a
folder must be at the same path everywhere. What a machine that dies had to do is done by another.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any

from ..model.errors import InputError, InternalError
from ..readers.extras import load
from ..readers.files import is_folder, read_bytes
from ..report.report import FileReport
from .failed import failed
from .guard import guarded
from .items import Item
from .workshop import Workshop

RETRIES = 3
AHEAD = 4
"""Items for each worker that are handed out before their reports are asked for."""


def _packed(item: Item) -> Item:
    """The item with the bytes of its file, if it is one that can be read here."""
    if item.together or item.input.error or item.data is not None or is_folder(item.input.path):
        return item
    try:
        return item._replace(data=read_bytes(item.input.path))
    except InputError:
        return item


def _in_order(
    items: Iterable[Item],
    ahead: int,
    submit: Callable[[Item], Any],
    result: Callable[[Any], FileReport],
) -> Iterator[FileReport]:
    """The reports in the order of the items, of which only so many are under way at a time."""
    rest = iter(items)
    under_way = deque((item, submit(_packed(item))) for item in islice(rest, ahead))
    while under_way:
        item, promised = under_way.popleft()
        yield _kept(item, partial(result, promised))
        under_way.extend((item, submit(_packed(item))) for item in islice(rest, 1))


def _kept(item: Item, promised: Callable[[], FileReport]) -> FileReport:
    """The report that was promised; a document that no machine survives costs itself only."""
    path = item.input.path
    try:
        return guarded(path, promised)
    except InternalError as error:
        return failed(path, error)


def with_ray(items: Iterable[Item]) -> Iterator[FileReport]:
    """On the Ray cluster of RAY_ADDRESS, or on this machine."""
    ray = load("ray", "ray")
    started = not ray.is_initialized()
    if started:
        ray.init(log_to_driver=False)
    try:
        count = max(1, int(ray.cluster_resources().get("CPU", 1)))
        worker = ray.remote(max_restarts=-1, max_task_retries=RETRIES)(Workshop)
        workers = deque(worker.remote() for _ in range(count))

        def submit(item: Item) -> Any:
            workers.rotate()
            return workers[0].report_on.remote(item)

        yield from _in_order(items, count * AHEAD, submit, ray.get)
    finally:
        if started:
            ray.shutdown()


def with_dask(items: Iterable[Item]) -> Iterator[FileReport]:
    """On the Dask cluster of DASK_SCHEDULER_ADDRESS, or on this machine."""
    distributed = load("distributed", "dask")
    with distributed.Client(set_as_default=False) as client:
        count = max(1, sum(client.nthreads().values()))

        def submit(item: Item) -> Any:
            return client.submit(_on_dask, item, pure=False, retries=RETRIES)

        yield from _in_order(items, count * AHEAD, submit, lambda future: future.result())


def _on_dask(item: Item) -> FileReport:
    """What a worker of Dask does; it keeps its workshop from one item to the next."""
    worker = load("distributed", "dask").get_worker()
    if not hasattr(worker, "budgetlint"):
        worker.budgetlint = Workshop()
    report: FileReport = worker.budgetlint.report_on(item)
    return report


ENGINES: Mapping[str, Callable[[Iterable[Item]], Iterator[FileReport]]] = {
    "ray": with_ray,
    "dask": with_dask,
}
