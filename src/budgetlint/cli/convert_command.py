"""`convert`: a document in any format as canonical JSON, or as a folder of CSV files."""

from __future__ import annotations

import os
from collections.abc import Sequence

from ..messages import output as wording
from ..model.document import Document
from ..model.errors import BudgetlintError, ForeignError, InputError
from ..model.vocabulary import Vocabulary
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
    *,
    together: bool = False,
) -> int:
    """0 if all was converted, 2 if something could not be read; the rest is written even so. With
    the form `csv` the figures of each file are written, one a row; or of all `together`."""
    wanted = language(lang)
    try:
        settings = settings_here()
        wanted = language_for(lang, settings)
        rules = rules_for(paths, rules, settings)
        if out is not None:
            _of_kind(out, ".csv" if form == "csv" else ".json")
            spare_inputs(out, paths)
        if form == "csv":
            return _facts(paths, out, rules, wanted, together=together)
        return _document(paths, out, rules, wanted)
    except BudgetlintError as error:
        return fail(error.problems, wanted)


def _document(paths: Sequence[str], out: str | None, rules: str | None, lang: str) -> int:
    """The document that all files are."""
    from ..tasks.convert import csv_files, json_text

    document, pack = checker(rules).reading(paths)
    words = pack.layouts[0].vocabulary
    profile = pack.name if pack.name in pack_names() else ""
    if out is None:
        write(json_text(document, profile, words).rstrip("\n"))
    elif out.lower().endswith(".json"):
        write_files([FileChange(out, _bytes(json_text(document, profile, words)))])
    else:
        files = csv_files(document, profile)
        write_folder(out, {name: _bytes(text) for name, text in files.items()})
    return fail(document.problems, lang) if document.problems else 0


def _facts(
    paths: Sequence[str], out: str | None, rules: str | None, lang: str, *, together: bool
) -> int:
    """The figures of all files, each a document of its own unless they are one."""
    from ..tasks.convert import MARK, facts_csv
    from ..tasks.each import each_document

    read: list[tuple[Document, Vocabulary]] = []
    code = 0
    for _, found in each_document(paths, rules, together=together):
        if isinstance(found, BudgetlintError):
            failed = fail(found.problems, lang)
            code = max(code, 0 if isinstance(found, ForeignError) else failed)
            continue
        document, pack = found
        read.append((document, pack.layouts[0].vocabulary))
        code = max(code, fail(document.problems, lang) if document.problems else 0)
    text = facts_csv(read)
    if out is None:
        write(text.rstrip("\n"))
    else:
        write_files([FileChange(out, _bytes(MARK + text))])
    return code


def _of_kind(out: str, written: str) -> None:
    """Refuse the name of a file of another kind than is `written`: a folder called out.xlsx helps
    nobody. Raises `InputError`."""
    ending = os.path.splitext(out)[1].lower()
    if ending in KINDS and ending != written and not os.path.isdir(out):
        raise InputError(wording.not_converted(ending)).at(out)


def _bytes(text: str) -> bytes:
    """UTF-8. The name of a file that was read need not be text."""
    return text.encode(errors="replace")
