"""What the system and libraries say in English stands in no Chinese message."""

from __future__ import annotations

import errno
import io
import os
import re
import zipfile
from pathlib import Path

import pytest

import budgetlint
from budgetlint.messages.others import of_library, reason_of


def cut_off(part: str) -> bytes:
    """A package with a part that is no XML."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(part, "<a><b></a>")
    return out.getvalue()


DAMAGED = {
    "a.xlsx": cut_off("xl/workbook.xml"),
    "b.docx": cut_off("word/document.xml"),
    "c.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "d.zip": b"PK\x03\x04" + b"\0" * 60,
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_library_speaks_in_english_reports_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(DAMAGED[name])
    (problem,) = budgetlint.check(tmp_path / name).problems
    assert not re.search(r"[a-z]{2}", problem.found.zh)


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EIO, errno.EMFILE, errno.ELOOP, 999])
def test_the_system_s_reasons_are_chinese(number: int) -> None:
    reason = reason_of(OSError(number, os.strerror(number)))
    assert re.search(r"[\u4e00-\u9fff]", reason.zh)
    assert not re.search("[a-z]", reason.zh)
    assert reason.en


def test_a_library_without_words() -> None:
    assert (of_library(" ").zh, of_library(" ").en) == ("", "")
    assert (of_library("bad  magic").zh, of_library("bad  magic").en) == ("", " (bad magic)")
