"""Limits: how much of anything is read, so that no file takes more than a few seconds of CPU time
and 500 MB. `docs/limits.md` is made of them.

No budget that was ever seen comes near: what is beyond is refused with one message that names the
limit. Limits of one format stand in its reader.
"""

from __future__ import annotations

FILE_BYTES = 256 * 2**20
"""Bytes of any file."""
TEXT_BYTES = 16 * 2**20
"""Bytes of a text file: CSV, a web page, Markdown."""
JSON_BYTES = 8 * 2**20
"""Bytes of a JSON file: its values take sixty times as much memory."""
TEXT_LINES = 500_000
"""Lines of a text file."""
SHEETS = 1000
"""Tables of one document: sheets of a workbook, tables of a page or a text."""
COLUMNS = 500
"""Columns of one table."""
ROWS = 120_000
"""Rows of all tables of one document."""
CELLS = 1_000_000
"""Cells of all tables of one document."""
PROSE = 2_000_000
"""Characters of the narrative."""
PARAGRAPHS = 40_000
"""Lines of the narrative."""
FIGURES = 20_000
"""Figures in the narrative: each is looked at with every phrase of a pack."""
PROBLEMS = 1000
"""Problems of one document that are told one by one."""
BROKEN = 2000
"""Relations of one document that are told, with causes, to be broken."""
WAYS = 1_000_000
"""Ways in which the slots of one template may be filled: the product of their longest texts."""
SPELLINGS = 256
"""Ways in which a title or a header of a layout may be written."""
CROSSINGS = 1_000_000
"""Pairs of an upright and a level line on one page of a PDF; a page with more is a drawing."""
