"""One bad file costs that file only: what nobody expected becomes a problem like others."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TypeVar

from ..model.errors import BudgetlintError, InternalError

T = TypeVar("T")

MAX_FRAMES = 4
SELDOM = 50_000
"""Values more than before, for which cycles are looked for among them."""
SECONDS = 600
"""What a document may take, unless something else is said."""


def guarded(path: str, work: Callable[[], T]) -> T:
    """What `work` gives. Whatever it raises that is no `BudgetlintError` becomes an
    `InternalError` about `path`; it says what a developer needs, and nothing of the document."""
    try:
        with patient():
            return work()
    except BudgetlintError:
        raise
    except Exception as error:  # noqa: BLE001 -- whatever it is, it must not cost the other files
        from ..messages.input import internal_error

        problem = internal_error(path, _report(path, error))
    # Only here, where the error and all that its frames held in memory is gone.
    raise InternalError(problem)


@contextmanager
def patient() -> Iterator[None]:
    """Cycles of garbage are looked for less often in what is done within, and then as before. A
    document is many values and few cycles: to look for these takes up to a fifth of the time. Only
    in the main thread: of two threads, one would restore what the other has set."""
    before = gc.get_threshold()
    if not 0 < before[0] < SELDOM or not _in_main_thread():
        yield
        return
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raises `TimeoutError` in what is done within, after so many seconds; and every second from
    then on, should it be caught. Only in the main thread, and not on Windows: there is no timer
    elsewhere. No limit where `seconds` is 0."""
    if not (seconds and hasattr(signal, "setitimer") and _in_main_thread()):
        yield
        return

    def late(_: int, __: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, 1)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def gave_up(path: str, kind: str) -> InternalError:
    """That a document was given up, with the name of the error."""
    from ..messages.input import internal_error

    return InternalError(internal_error(path, kind))


def _report(path: str, error: Exception) -> str:
    """The kind of the error, where it came up, the versions, and the kind and size of the file.

    Not the text of the error, which may quote the document.
    """
    import platform

    from .. import __version__

    system = f"Python {platform.python_version()} {sys.platform}"
    said = [type(error).__name__, *_frames(error.__traceback__)]
    return f"{' < '.join(said)}; budgetlint {__version__}, {system}; {_kind(path)}"


def _frames(trace: TracebackType | None) -> list[str]:
    """The innermost places of a traceback, as module and line."""
    frames: list[str] = []
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "?")
        frames.append(f"{module}:{trace.tb_lineno}")
        trace = trace.tb_next
    return frames[: -MAX_FRAMES - 1 : -1]


def _kind(path: str) -> str:
    try:
        size = f"{os.path.getsize(path)} bytes"
    except (OSError, ValueError):
        size = "no file"
    return f"{os.path.splitext(path)[1].lower()} {size}".strip()
