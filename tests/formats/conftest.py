"""The example, written once in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .sheets import example, paragraphs, sheets
from .writers import WRITERS

HEADER = ("unit", "year", "kind", "profile", "assign")


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """For each format a folder: the example in it, and what no format says in document.json."""
    document = example()
    tables, prose = sheets(document), paragraphs(document)
    header = {key: document[key] for key in HEADER}
    files: dict[str, Path] = {}
    for kind, write in WRITERS.items():
        folder = tmp_path_factory.mktemp(kind)
        files[kind] = folder / f"budget.{kind}"
        write(files[kind], tables, prose)
        (folder / "document.json").write_text(json.dumps(header), encoding="utf-8")
    return files
