"""`convert`: a document in any format as canonical JSON, or as a folder of CSV files."""

from __future__ import annotations

import os
from collections.abc import Sequence

from ..messages import output as wording
from ..model.errors import BudgetlintError, InputError
from ..packs import pack_names
from ..readers.formats import KINDS
from ..readers.write import FileChange, spare_inputs, write_files, write_folder
from ..tasks.check import checker
from .commands import fail
from .printing import write
from .settings import language, language_for, rules_for, settings_here


def convert_command(
    paths: Sequence[str],
    out: str | None,
    rules: str | None,
    lang: str | None,
    form: str | None = None,
) -> int:
    """0 if all was converted, 2 if something could not be read; the rest is written even so. With
    the form `csv` the figures are written, one a row."""
    from ..tasks.convert import csv_files, facts_csv, json_text

    wanted = language(lang)
    try:
        settings = settings_here()
        wanted = language_for(lang, settings)
        rules = rules_for(paths, rules, settings)
        document, pack = checker(rules).reading(paths)
    except BudgetlintError as error:
        return fail(error.problems, wanted)
    words = pack.layouts[0].vocabulary
    profile = pack.name if pack.name in pack_names() else ""
    try:
        if out is not None:
            _of_kind(out, ".csv" if form == "csv" else ".json")
            spare_inputs(out, paths)
        if form == "csv":
            text = facts_csv(document, words)
            if out is None:
                write(text.rstrip("\n"))
            else:
                write_files([FileChange(out, _bytes(text))])
        elif out is None:
            write(json_text(document, profile, words).rstrip("\n"))
        elif out.lower().endswith(".json"):
            write_files([FileChange(out, _bytes(json_text(document, profile, words)))])
        else:
            files = csv_files(document, profile)
            write_folder(out, {name: _bytes(text) for name, text in files.items()})
    except BudgetlintError as error:
        return fail(error.problems, wanted)
    return fail(document.problems, wanted) if document.problems else 0


def _of_kind(out: str, written: str) -> None:
    """Refuse the name of a file of another kind than is `written`: a folder called out.xlsx helps
    nobody. Raises `InputError`."""
    ending = os.path.splitext(out)[1].lower()
    if ending in KINDS and ending != written and not os.path.isdir(out):
        raise InputError(wording.not_converted(ending)).at(out)


def _bytes(text: str) -> bytes:
    """UTF-8. The name of a file that was read need not be text."""
    return text.encode(errors="replace")
