"""The command without a process of its own: a third of a second less for each call.

Where the process is what is tested (its streams, its signals, what it imports) tests start one.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
from pathlib import Path
from subprocess import CompletedProcess
from unittest import mock

from badinput.scenario import environment
from budgetlint.cli import exit_code


def call(folder: Path, *arguments: str, **variables: str) -> CompletedProcess[str]:
    """What `budgetlint` with these arguments prints in a folder, and its exit code."""
    with contextlib.chdir(folder):
        return run(*arguments, **variables)


def run(*arguments: str, **variables: str) -> CompletedProcess[str]:
    """The same where we are."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    thresholds = gc.get_threshold()
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.dict(os.environ, environment(**variables), clear=True),
    ):
        try:
            code = exit_code(arguments)
        finally:
            gc.set_threshold(*thresholds)
    return CompletedProcess(arguments, code, _text(out), _text(err))


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    stream.seek(0)
    return stream.read()
