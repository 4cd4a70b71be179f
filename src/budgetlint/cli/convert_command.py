"""`convert`: a document in any format as canonical JSON, or as a folder of CSV files; an archive as
a folder of JSON files."""

from __future__ import annotations

import os
from collections.abc import Sequence

from ..messages import output as wording
from ..model.document import Document
from ..model.errors import BudgetlintError, ForeignError, InputError
from ..model.vocabulary import Vocabulary
from ..packs import Pack, pack_names
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
    the form `csv` the figures of each file are written, one a row; or of all `together`. With the
    form `json` and a folder each file is a file of JSON in it."""
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
        if form == "json" and out is not None and not out.lower().endswith(".json"):
            return _archive(paths, out, rules, wanted, together=together)
        return _document(paths, out, rules, wanted)
    except BudgetlintError as error:
        return fail(error.problems, wanted)


def _document(paths: Sequence[str], out: str | None, rules: str | None, lang: str) -> int:
    """The document that all files are."""
    from ..tasks.convert import csv_files, json_text

    document, pack = checker(rules).reading(paths)
    profile, words = _known_by(pack)
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

    read, code = _read_each(paths, rules, lang, together=together)
    text = facts_csv((document, pack.layouts[0].vocabulary) for _, document, pack in read)
    if out is None:
        write(text.rstrip("\n"))
    else:
        write_files([FileChange(out, _bytes(MARK + text))])
    return code


def _archive(
    paths: Sequence[str], out: str, rules: str | None, lang: str, *, together: bool
) -> int:
    """Each document as a file of JSON in a folder, to be read and corrected by somebody."""
    from ..tasks.convert import json_names, json_text

    read, code = _read_each(paths, rules, lang, together=together)
    names = json_names([path for path, _, _ in read])
    texts = [json_text(document, *_known_by(pack)) for _, document, pack in read]
    if read:
        write_folder(out, dict(zip(names, map(_bytes, texts), strict=True)))
    return code


def _read_each(
    paths: Sequence[str], rules: str | None, lang: str, *, together: bool
) -> tuple[list[tuple[str, Document, Pack]], int]:
    """The documents that could be read, each with its path and pack; what could not be is told, and
    decides the exit code."""
    from ..tasks.each import each_document

    read: list[tuple[str, Document, Pack]] = []
    code = 0
    for path, found in each_document(paths, rules, together=together):
        if isinstance(found, BudgetlintError):
            failed = fail(found.problems, lang)
            code = max(code, 0 if isinstance(found, ForeignError) else failed)
            continue
        read.append((path, *found))
        problems = found[0].problems
        code = max(code, fail(problems, lang) if problems else 0)
    return read, code


def _known_by(pack: Pack) -> tuple[str, Vocabulary]:
    """The name by which a document may ask for its pack, and the words of that."""
    return pack.name if pack.name in pack_names() else "", pack.layouts[0].vocabulary


def _of_kind(out: str, written: str) -> None:
    """Refuse the name of a file of another kind than is `written`: a folder called out.xlsx helps
    nobody. Raises `InputError`."""
    ending = os.path.splitext(out)[1].lower()
    if ending in KINDS and ending != written and not os.path.isdir(out):
        raise InputError(wording.not_converted(ending)).at(out)


def _bytes(text: str) -> bytes:
    """UTF-8. The name of a file that was read need not be text."""
    return text.encode(errors="replace")
