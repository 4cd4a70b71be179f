"""Patterns of paths, as in .gitignore: by them settings and waivers name documents."""

from __future__ import annotations

import os
from typing import Any


class Pattern:
    """One pattern, for paths from the folder of the file that it stands in.

    ``2026/*.json``, ``**/draft/``, ``budget-*.xlsx``: without a slash it fits at any depth.
    """

    def __init__(self, text: str, folder: str) -> None:
        self.text = text
        self._folder = folder
        self._spec: Any = None

    def fits(self, path: str) -> bool:
        """Whether a file, or a folder that is a document, is meant."""
        below = os.path.relpath(os.path.abspath(path), self._folder).replace(os.sep, "/")
        if below == ".." or below.startswith("../"):
            return False
        return bool(self._compiled().match_file(below))

    def _compiled(self) -> Any:
        if self._spec is None:
            from pathspec import GitIgnoreSpec

            self._spec = GitIgnoreSpec.from_lines([self.text])
        return self._spec
