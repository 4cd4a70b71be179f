"""What a process of its own does with an old Word file: convert it, and say how that went."""

from __future__ import annotations

import json

SOURCE, RESULT, REPORT = "source.doc", "result.docx", "report.json"
PROGRAM = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from budgetlint.readers.office.doc_child import convert
convert()
"""
"""The program of the process; its argument is where modules are found."""


def convert() -> None:
    """Convert the source in the current folder; a report stands beside the result.

    The report has the `codes` of what was lost or mended, or the `error`, by its kind and its
    reason.
    """
    from doc2docx import convert as converted

    try:
        report = converted(SOURCE, RESULT).report
        told = {"codes": [remark.code for remark in report.warnings]}
    except Exception as error:  # noqa: BLE001 (whatever goes wrong in there, the file was not read)
        told = {"error": [type(error).__name__, str(error)]}
    with open(REPORT, "w", encoding="utf-8") as file:
        json.dump(told, file)
