"""`convert`: a document in any format as canonical JSON, or as a folder of CSV files."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from ..model.errors import BudgetlintError, Problem, Text
from ..packs import pack_names
from ..tasks.check import reading
from .commands import fail, write
from .options import CheckOptions
from .settings import language, with_settings


def convert_command(
    paths: Sequence[str], out: str | None, rules: str | None, lang: str | None
) -> int:
    """0 if all was converted, 2 if something could not be read; the rest is written even so."""
    from ..tasks.convert import csv_files, json_text

    wanted = language(lang)
    try:
        options = with_settings(CheckOptions(rules=rules, lang=lang))
        wanted = language(options.lang)
        document, pack = reading(paths, options.rules)
    except BudgetlintError as error:
        return fail(error.problems, wanted)
    profile = pack.name if pack.name in pack_names() else ""
    try:
        if out is None:
            write(json_text(document, profile).rstrip("\n"))
        elif out.lower().endswith(".json"):
            _write_file(out, json_text(document, profile))
        else:
            _write_folder(out, csv_files(document, profile))
    except OSError as error:
        return fail([_unwritable(out or "", error)], wanted)
    return fail(document.problems, wanted) if document.problems else 0


def _write_folder(folder: str, files: Mapping[str, str]) -> None:
    """Into a new or an empty folder: other files in it would become part of the document."""
    os.makedirs(folder, exist_ok=True)
    if os.listdir(folder):
        raise FileExistsError(17, "the folder is not empty")
    for name, text in files.items():
        _write_file(os.path.join(folder, name), text)


def _write_file(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _unwritable(path: str, error: OSError) -> Problem:
    full = isinstance(error, FileExistsError)
    reason = error.strerror or str(error)
    return Problem(
        "output-unwritable",
        found=Text(
            "文件夹里已有文件" if full else f"无法写入（{reason}）",
            "there are files in the folder" if full else f"it cannot be written ({reason})",
        ),
        expected=Text("新的或空的文件夹，或 .json 文件", "a new or empty folder, or a .json file"),
        advice=Text("请换一个位置", "choose another place"),
        path=path,
    )
