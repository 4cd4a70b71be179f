"""The command line. It holds no logic: every command calls what `import budgetlint` offers.

`check` is the command of hooks and of CI, and its start counts: plain calls of it are parsed by
`fast` without importing typer, which costs more than the check itself; so is `--version` alone.
Everything else, and every call that is not plain, goes to the typer application in `app`; a test
holds the two together.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

GARBAGE = (100_000, 2, 1)
"""A check makes many values and few cycles: to look for these takes a tenth of its time. The rules
that a run of many documents forgets are cycles; they are old by then, and are looked for too."""


VERSION = "--version"
"""The other call that asks nothing of typer."""


def main() -> None:
    """Entry point of the `budgetlint` command. Exits with a code of `messages.exit_codes`."""
    code = exit_code(sys.argv[1:])
    gc.freeze()  # nothing is looked through once more when the process ends
    if "multiprocessing" not in sys.modules:  # which has processes to put away
        _leave(code)
    sys.exit(code)


def exit_code(arguments: Sequence[str]) -> int:
    """What the command comes to, one of `messages.exit_codes`, with all that it writes written."""
    from ..messages.exit_codes import INTERRUPTED

    gc.set_threshold(*GARBAGE)
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return INTERRUPTED


def _leave(code: int) -> NoReturn:
    """End the process at once. Everything is written by now; to take hundreds of modules apart
    takes a tenth of a start."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _run(arguments: Sequence[str]) -> int:
    """Run a command. Whatever goes wrong is said in a few lines, and never as a traceback."""
    from ..model.errors import BudgetlintError
    from ..tasks.guard import guarded

    try:
        return guarded("", lambda: _command(arguments))
    except BudgetlintError as error:
        from .commands import fail
        from .settings import language

        return fail(error.problems, language(None))


def _command(arguments: Sequence[str]) -> int:
    if arguments == [VERSION]:
        from .printing import write
        from .version import version_lines

        write("\n".join(version_lines()))
        return 0
    from .fast import plain_check

    options = plain_check(arguments)
    if options is None:
        from .app import run_app

        return run_app(arguments)
    from .commands import check_command

    return check_command(options)
