"""Marked workbooks and Word files, opened by LibreOffice: it finds nothing to repair in them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from budgetlint.tasks.mark import mark, write_marked
from papers.writers import write_docx, write_xlsx
from tasks.test_mark import RIGHT, STATED, WRONG, office


@pytest.mark.parametrize(
    ("ending", "write", "turned", "wanted"),
    [("xlsx", write_xlsx, "fods", (WRONG, RIGHT)), ("docx", write_docx, "fodt", (STATED, RIGHT))],
)
def test_libreoffice_reads_texts_and_comments(
    ending: str, write: Callable[..., None], turned: str, wanted: tuple[str, ...], tmp_path: Path
) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("there is no LibreOffice")
    path = tmp_path / f"budget.{ending}"
    office(write, path)
    out = tmp_path / f"marked.{ending}"
    write_marked(mark([path], ticks=True), str(out), [path])
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run(
        [program, home, "--headless", "--convert-to", turned, "--outdir", str(tmp_path), str(out)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    read = (tmp_path / f"marked.{turned}").read_text(encoding="utf-8")
    assert all(text in read for text in wanted)
    assert "<office:annotation" in read
