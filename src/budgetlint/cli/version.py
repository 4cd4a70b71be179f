"""What `--version` says: of the program, and of the packs that are shipped with it."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.version import VERSION


def version_lines() -> Iterator[str]:
    """The program, then a pack a line."""
    from ..packs import shipped_versions

    yield f"budgetlint {VERSION}"
    for name, number in shipped_versions().items():
        yield f"  {name} {number}"
