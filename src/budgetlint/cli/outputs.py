"""Where reports go: to standard output, and to any number of files."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from functools import partial
from types import TracebackType
from typing import Self

from ..model.errors import InputError
from ..report import FORMATS, FORMS, Output, Style, TextOutput, open_output, target
from ..report.form import Tally
from ..report.report import FileReport
from .printing import write_bytes, write_piece


class Outputs:
    """All reports of a run; each file is added to every one of them."""

    def __init__(self, kind: str, files: Sequence[str], style: Style) -> None:
        self._kind = kind
        self._files = files
        self._style = style
        self.tally = Tally()
        self._stack = ExitStack()
        self._outputs: list[Output] = []

    def __enter__(self) -> Self:
        """Open everything before anything is checked. Raises `InputError`."""
        with self._stack:
            for kind, path in map(_target, self._files):
                from ..readers.write import written

                stream = self._stack.enter_context(written(path))
                plain = self._style._replace(colour=False, width=0)
                self._outputs.append(open_output(kind, stream, plain))
            self._outputs.append(self._printed())
            self._stack = self._stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End every report; after an error no file is written."""
        if error is None:
            for output in self._outputs:
                output.end(interrupted=self.tally.interrupted)
        self._stack.__exit__(kind, error, trace)

    def add(self, file: FileReport) -> None:
        """Write what one more file adds to each report."""
        for output in self._outputs:
            output.add(file)
        self.tally.add(file)

    def _printed(self) -> Output:
        """What is printed, on what is standard output now: libraries (Ray) print there as well, and
        are sent elsewhere while files are checked. Nothing is written to a terminal that is no
        text."""
        if self._kind in FORMS:
            return TextOutput(self._kind, partial(write_piece, stream=sys.stdout), self._style)
        if sys.stdout is None or sys.stdout.isatty():
            from ..messages import output as wording

            raise InputError(wording.not_for_terminals(self._kind))
        data = self._stack.enter_context(io.BytesIO())
        self._stack.callback(lambda: write_bytes(data.getvalue()))
        return open_output(self._kind, data, self._style)


def formats(printed: str | None, files: Sequence[str]) -> frozenset[str | None]:
    """The formats that a run is to write."""
    return frozenset({printed, *(found[0] for found in map(target, files) if found)})


def _target(wanted: str) -> tuple[str, str]:
    found = target(wanted)
    if found is None:
        from ..messages import output as wording

        raise InputError(wording.unknown_output(wanted, FORMATS))
    return found
