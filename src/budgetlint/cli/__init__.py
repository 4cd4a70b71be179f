"""The command line. It holds no logic: every command calls what `import budgetlint` offers.

`check` is the command of hooks and of CI, and its start counts: plain calls of it are parsed by
`fast` without importing typer, which costs more than the check itself. Everything else, and
every call that is not plain, goes to the typer application in `app`; a test holds the two together.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of the `budgetlint` command. Exits with 0, 1 or 2; see `budgetlint check`."""
    from .fast import plain_check

    options = plain_check(sys.argv[1:])
    if options is None:
        from .app import run_app

        run_app()
    else:
        from .commands import check_command

        sys.exit(check_command(options))
