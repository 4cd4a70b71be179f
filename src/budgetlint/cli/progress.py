"""A progress bar, on a terminal only; it is gone when what was asked for is printed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, Self

from ..report.report import FileReport


class Progress:
    """Counts the documents that are done."""

    def __init__(self, total: int | None) -> None:
        self._total = total
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        """Show the bar."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        name = TextColumn("{task.fields[name]}", markup=False)
        columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), name)
        console = Console(file=sys.stderr, soft_wrap=False)
        self._bar = Bar(*columns, console=console, transient=True, redirect_stdout=False)
        self._task = self._bar.add_task("", total=self._total, name="")
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take it away."""
        self._bar.stop()

    @contextmanager
    def printing(self, file: FileReport) -> Iterator[None]:
        """What is printed inside is not drawn over."""
        self._bar.stop()
        try:
            yield
        finally:
            name = file.path if file.path.isprintable() else ""
            self._bar.update(self._task, advance=file.is_document, name=name[-NAME:])
            self._bar.start()


class NoProgress:
    """Where nobody looks."""

    def __enter__(self) -> Self:
        """Nothing is shown."""
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was."""

    def printing(self, _: FileReport) -> nullcontext[None]:
        """Nothing is in the way."""
        return nullcontext()


NAME = 40
"""Characters of a path that fit beside the bar."""


def at_terminal() -> bool:
    """Whether there is somebody to show a bar to."""
    return sys.stderr is not None and sys.stderr.isatty()
