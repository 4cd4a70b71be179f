"""A workbook for auditors: the findings, the documents, and what was not checked, each on a sheet.

Texts are written as texts: nothing in a document can become a formula or a link. Figures are
numbers with the places that were printed, as long as a spreadsheet holds all their digits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

from ..messages.catalogue import say
from ..model.expressions import expression
from ..readers.extras import load
from .csv_report import COLUMNS, row
from .entries import entries, waived_entries
from .form import Style, relation_counts
from .report import FileReport
from .safety import one_line

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

FIGURES = ("printed", "suggested", "difference")
PLAIN = expression(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?")
DIGITS = 15
"""More significant digits than these a spreadsheet does not keep."""
MAX_TEXT = 32_000
"""A cell holds 32,767 characters."""
MAX_ROWS = 1_000_000
FILLS = {"error": "#F8CBAD", "warning": "#FFE699", "info": "#DDEBF7", "problem": "#D9D9D9"}
WIDTHS = {
    "path": 28, "unit": 24, "message": 40, "place": 36, "row": 24, "judgement": 48,
    "arithmetic": 40, "found": 30, "wanted": 30, "hint": 30, "source": 28, "reason": 48, "name": 40,
}  # fmt: skip
WIDTH = 12
FILE_COLUMNS = (
    "path", "unit", "pack", "status", "error", "warning", "info", "problem", "waived", "exact",
    "rounding", "broken", "vacuous", "not_checked", "rules_checked", "rules_left", "unread",
)  # fmt: skip
LEFT_COLUMNS = ("path", "code", "name", "reason")


class SheetWriter:
    """A worksheet that is filled line by line, with a heading that stays and can be filtered."""

    def __init__(self, book: Workbook, name: str, columns: Sequence[str], lang: str) -> None:
        self.sheet: Worksheet = book.add_worksheet(say(f"rows.sheets.{name}").get(lang))
        self.columns = len(columns)
        self.rows = 0
        head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E7E6E6"})
        for number, key in enumerate(columns):
            heading = say(f"rows.headings.{key}").get(lang)
            self.sheet.set_column(number, number, WIDTHS.get(key, WIDTH))
            self.sheet.write_string(0, number, heading, head)
        self.sheet.freeze_panes(1, 0)

    def add(self, cells: Sequence[Any], write: Callable[[int, int, Any], None]) -> None:
        """One more line; what a sheet cannot hold is in the other formats."""
        if self.rows < MAX_ROWS:
            self.rows += 1
            for number, cell in enumerate(cells):
                write(self.rows, number, cell)

    def text(self, at: int, column: int, value: Any) -> None:
        """A cell as a whole number, or as text."""
        if isinstance(value, int):
            self.sheet.write_number(at, column, value)
        elif value:
            self.sheet.write_string(at, column, one_line(value)[:MAX_TEXT])

    def end(self) -> None:
        """The filter over all lines."""
        self.sheet.autofilter(0, 0, self.rows, self.columns - 1)


class XlsxReport:
    """A workbook that files are added to; `end` writes it to the stream."""

    def __init__(self, stream: IO[bytes], style: Style) -> None:
        self._style = style
        self._book: Workbook = load("xlsxwriter", "xlsx").Workbook(
            stream,
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._formats: dict[str, Any] = {}
        lang = style.lang
        self._findings = SheetWriter(self._book, "findings", COLUMNS, lang)
        self._files = SheetWriter(self._book, "files", FILE_COLUMNS, lang)
        self._left = SheetWriter(self._book, "left", LEFT_COLUMNS, lang)

    def add(self, file: FileReport) -> None:
        """The lines of one file, on each sheet."""
        lang = self._style.lang
        for entry in (*entries(file, lang), *waived_entries(file, lang)):
            self._finding(row(entry, lang), FILLS[entry.level])
        self._files.add(_about(file, lang), self._files.text)
        for cells in _left(file, lang):
            self._left.add(cells, self._left.text)

    def end(self, *, interrupted: bool = False) -> None:  # noqa: ARG002 -- it is said elsewhere
        """Write the workbook."""
        for sheet in (self._findings, self._files, self._left):
            sheet.end()
        self._book.close()

    def _finding(self, cells: Sequence[str], fill: str) -> None:
        def write(at: int, column: int, value: str) -> None:
            name = COLUMNS[column]
            sheet = self._findings.sheet
            figure = number_of(value) if name in FIGURES else None
            if figure is not None:
                sheet.write_number(at, column, figure, self._format(places_format(figure)))
            elif name == "level":
                sheet.write_string(at, column, value, self._format("", fill))
            else:
                self._findings.text(at, column, value)

        self._findings.add(cells, write)

    def _format(self, number: str, fill: str = "") -> Any:
        key = f"{number}|{fill}"
        if key not in self._formats:
            made = {"num_format": number} if number else {"bg_color": fill}
            self._formats[key] = self._book.add_format(made)
        return self._formats[key]


def number_of(text: str) -> Decimal | None:
    """The number that a text is, if a spreadsheet can hold all of its digits."""
    if not PLAIN.fullmatch(text):
        return None
    number = Decimal(text.replace(",", ""))
    return number if len(number.as_tuple().digits) <= DIGITS else None


def places_format(number: Decimal) -> str:
    """How a spreadsheet shows as many places as were printed."""
    exponent = number.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return "#,##0" + (f".{'0' * places}" if places else "")


def _about(file: FileReport, lang: str) -> list[str | int]:
    severities = [finding.severity for finding in file.findings]
    rules = file.coverage.rules
    said: dict[str, str | int] = {
        **relation_counts(file),
        **{level: severities.count(level) for level in ("error", "warning", "info")},
        "path": file.path,
        "unit": file.unit,
        "pack": file.pack,
        "status": say(f"rows.status.{file.status}").get(lang),
        "problem": len(file.problems),
        "waived": len(file.waived),
        "rules_checked": rules["checked"],
        "rules_left": rules["not_checked"],
        "unread": len(file.coverage.unread),
    }
    return [said[name] for name in FILE_COLUMNS]


def _left(file: FileReport, lang: str) -> list[list[str]]:
    """What was not checked, and why; sentences that were not understood among it."""
    skips = [
        [file.path, skip.code, skip.name.get(lang), skip.reason.get(lang)]
        for skip in file.coverage.not_checked
    ]
    unread = (say("rows.unread-sentence", quote=u.quote) for u in file.coverage.unread)
    skips += [[file.path, "", "", text.get(lang)] for text in unread]
    return skips
