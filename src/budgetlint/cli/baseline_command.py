"""`baseline`: accept the findings of an old archive, or make what is accepted fewer."""

from __future__ import annotations

import os

from ..messages.catalogue import say
from ..messages.input import nothing_checked
from ..model.errors import BudgetlintError
from ..readers.files import BASELINE
from ..report.report import Report
from ..tasks.accept import accepting
from ..tasks.baseline import Baseline, read_baseline
from .commands import fail, reports_of, waivings
from .options import CheckOptions
from .printing import write_lines
from .settings import find_above, language, settings_here, with_settings


def baseline_command(options: CheckOptions) -> int:
    """0: written; 1: written, and there are new findings; 2: something could not be done."""
    lang = language(options.lang)
    try:
        settings = settings_here()
        options = with_settings(options, settings)
        lang = language(options.lang)
        path = options.baseline or find_above(BASELINE) or BASELINE
        baseline = read_baseline(path) if os.path.lexists(path) else Baseline(path, is_new=True)
        files = tuple(accepting(reports_of(options, settings), [*waivings(options), baseline]))
        if not any(file.coverage.arithmetic for file in files):
            return fail(Report(files).problems or [nothing_checked()], lang, options.color)
        shrunk, gone, new = baseline.shrunk()
        shrunk.write()
    except BudgetlintError as error:
        return fail(error.problems, lang, options.color)
    said = [say("waivers.written", path=path, kept=len(shrunk), gone=gone)]
    if new:
        said.append(say("waivers.not-accepted", new=new))
    write_lines(text.get(lang) for text in said)
    problems = Report(files).problems
    return fail(problems, lang) if problems else int(bool(new))
