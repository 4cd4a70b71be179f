"""`check --format` and `--output`: what is printed, what is written, and what is refused."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path

import openpyxl
import pytest

from badinput.scenario import COMMAND, environment
from budgetlint.report import BY_ENDING, FORMATS, target

from .runs import EXAMPLES

BROKEN = str(EXAMPLES / "broken" / "transposed-digits.json")


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, "check", "--lang", "en", *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        check=False,
    )


def test_several_outputs_at_once(tmp_path: Path) -> None:
    outputs = ["-o", "a.sarif", "--output", "junit=b.test", "--output=c.xlsx", "-o", "csv=x=y"]
    done = check(tmp_path, BROKEN, *outputs, "--format", "markdown")
    assert done.returncode == 1
    assert done.stdout.decode().startswith("# Budget check")
    assert json.loads((tmp_path / "a.sarif").read_bytes())["version"] == "2.1.0"
    assert (tmp_path / "b.test").read_text().startswith("<?xml")
    assert openpyxl.load_workbook(tmp_path / "c.xlsx").worksheets[0].max_row == 2
    assert "14,751.61" in (tmp_path / "x=y").read_text()


def test_a_workbook_may_be_printed(tmp_path: Path) -> None:
    done = check(tmp_path, BROKEN, "--format", "xlsx")
    assert openpyxl.load_workbook(io.BytesIO(done.stdout)).worksheets[0].max_row == 2


@pytest.mark.parametrize("wanted", ["report", "a.pdf", "sarif=", "pdf=a.csv.no", "no/a.csv"])
def test_an_output_that_cannot_be_is_refused(wanted: str, tmp_path: Path) -> None:
    done = check(tmp_path, BROKEN, "-o", "first.csv", "-o", wanted)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"output-" in done.stderr
    assert b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_ending_tells_the_format() -> None:
    assert set(BY_ENDING.values()) < set(FORMATS)
    assert target("a.b/report.XLSX") == ("xlsx", "a.b/report.XLSX")
    assert target("sarif=a.json") == ("sarif", "a.json")
    assert target("my=a.json") == ("json", "my=a.json")
