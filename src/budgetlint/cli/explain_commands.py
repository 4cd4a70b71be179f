"""`explain` and `fix`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial

from ..model.errors import BudgetlintError
from ..report.json_report import cell_story_data, story_data
from ..report.json_text import json_text
from ..report.safety import safe_lines
from ..report.story_text import write_cells, write_story
from ..tasks.explain import Beside, explain_cell, explain_document
from ..tasks.fix import Fix, fixes, write_fixes
from .commands import fail
from .printing import line_width, use_colour, write_lines, write_painted, write_piece
from .settings import language, language_for, rules_for, said_for, settings_here


def explain_command(
    arguments: Sequence[str],
    rules: str | None,
    format_: str | None,
    lang: str | None,
    *,
    together: bool = False,
    previous: str | None = None,
    units: str | None = None,
) -> int:
    """0: everything said; 2: something could not be done. The first of the arguments is a path;
    with `together` all are that name something; the others are an address."""
    chosen = language(lang)
    colour = use_colour(None)
    named = [one for one in arguments[1:] if together and os.path.lexists(one)]
    paths = [arguments[0], *named]
    address = " ".join(one for one in arguments[1:] if one not in named)
    try:
        settings = settings_here()
        chosen = language_for(lang, settings)
        rules = rules_for(paths, rules, settings)
        beside = Beside(
            said_for(paths, "previous", previous, settings),
            said_for(paths, "units-folder", units, settings),
        )
        unread = False
        if not address:
            story = explain_document(paths, rules, together=together, beside=beside)
            text = write_story(story, chosen, colour=colour, width=line_width())
            data: object = story_data(story, chosen)
            unread = bool(story.problems)
        else:
            cells = explain_cell(paths, address, rules, together=together, beside=beside)
            text = write_cells(cells, chosen, colour=colour, width=line_width())
            data = [cell_story_data(cell, chosen) for cell in cells]
    except BudgetlintError as error:
        return fail(error.problems, chosen)
    write_painted(json_text(data, indent=2) if format_ == "json" else text)
    return 2 if unread else 0


def fix_command(
    paths: list[str],
    rules: str | None,
    lang: str | None,
    *,
    really: bool,
    together: bool = False,
    previous: str | None = None,
    units: str | None = None,
) -> int:
    """0: nothing to correct, or corrected; 1: there are corrections; 2: something went wrong,
    and the other documents are corrected even so."""
    chosen = language(lang)
    try:
        settings = settings_here()
    except BudgetlintError as error:
        return fail(error.problems, chosen)
    chosen = language_for(lang, settings)
    groups = [paths] if together else [[path] for path in paths]

    def found(group: list[str]) -> list[Fix]:
        pack = rules_for(group, rules, settings)
        last = said_for(group, "previous", previous, settings)
        parts = said_for(group, "units-folder", units, settings)
        return fixes(group, pack, previous=last, units=parts, together=together)

    return max(_fix(partial(found, group), chosen, really=really) for group in groups)


def _fix(work: Callable[[], list[Fix]], lang: str, *, really: bool) -> int:
    try:
        found = work()
    except BudgetlintError as error:
        return fail(error.problems, lang)
    return max((_fixed(fix, lang, really=really) for fix in found), default=0)


def _fixed(fix: Fix, lang: str, *, really: bool) -> int:
    for patch in fix.patches:
        write_piece(safe_lines(patch.diff))  # with the line ends of the file
    if really:
        try:
            write_fixes(fix)
        except BudgetlintError as error:
            return fail(error.problems, lang)
    lines = [fix.summary(written=really).get(lang), *(m.get(lang) for m in fix.by_hand)]
    write_lines(lines, sys.stderr)
    return int(bool(fix.patches) and not really)
