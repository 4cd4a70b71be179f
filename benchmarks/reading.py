"""What reading costs beside the reading library alone: python benchmarks/reading.py

The example's tables as XLSX, CSV, DOCX, ODS and HTML: the time that an ordinary library takes to
read the file, the time of reading it into a document, and of reading and checking it. In one
process (warm), and as commands (cold). The libraries are those that people would use.
"""

from __future__ import annotations

import csv
import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tabulate import tabulate

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from budgetlint.tasks.check import checker  # noqa: E402  (from this tree, not an installed one)
from budgetlint.tasks.reading import read  # noqa: E402
from papers.sheets import example, paragraphs, sheets  # noqa: E402
from papers.writers import WRITERS  # noqa: E402

PACK = "cn-xinjiang-2026"
CSV = ROOT / "examples" / "xinjiang-2026" / "csv"
WARM, COLD = 15, 7
TARGET = 3


def csv_alone() -> object:
    """All cells of all files."""
    rows = []
    for path in sorted(CSV.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows.append(list(csv.reader(file)))
    return rows


def openpyxl_alone(path: str) -> object:
    """All values; read-only, which is the faster way for large sheets."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def docx_alone(path: str) -> object:
    """All paragraphs and all cells."""
    import docx

    document = docx.Document(path)
    texts = [paragraph.text for paragraph in document.paragraphs]
    return texts, [[c.text for c in row.cells] for table in document.tables for row in table.rows]


def odfpy_alone(path: str) -> object:
    """The document with all its elements."""
    from odf.opendocument import load

    return load(path)


def lxml_alone(path: str) -> object:
    """The tree of the page."""
    from lxml import html

    return html.document_fromstring(Path(path).read_bytes().decode("gb18030"))


def xlrd_alone(path: str) -> object:
    """All values, with formats, without which no places are known."""
    import xlrd

    book = xlrd.open_workbook(path, formatting_info=True)
    return [[sheet.row_values(n) for n in range(sheet.nrows)] for sheet in book.sheets()]


ALONE: dict[str, tuple[str, Callable[[str], object]]] = {
    "xlsx": ("openpyxl", openpyxl_alone),
    "xls": ("xlrd", xlrd_alone),
    "ods": ("odfpy", odfpy_alone),
    "docx": ("python-docx", docx_alone),
    "html": ("lxml", lxml_alone),
}


def warm(work: Callable[[], object]) -> float:
    """The median of some runs in this process, in milliseconds."""
    work()
    times = []
    for _ in range(WARM):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times) * 1000


def cold(*arguments: str) -> float:
    """The median of some starts of python, in milliseconds."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    times = []
    for _ in range(COLD):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], env=environment, capture_output=True)
        times.append(time.perf_counter() - start)
    return median(times) * 1000


def main() -> None:
    """Two tables: warm, and cold."""
    checks = checker(PACK)
    with TemporaryDirectory() as folder:
        document = example()
        paths = {"csv": str(CSV)}
        for kind in ALONE:
            paths[kind] = str(Path(folder) / f"budget.{kind}")
            WRITERS[kind](Path(paths[kind]), sheets(document), paragraphs(document))
        rows = []
        for kind, path in paths.items():
            name, alone = ALONE.get(kind, ("csv", lambda _: csv_alone()))
            raw = read(path)
            tables = raw._replace(narrative=())
            base = warm(lambda: alone(path))  # noqa: B023  (called at once)
            ours = warm(lambda: read(path))  # noqa: B023
            with_tables = ours + warm(lambda: checks.report(tables))  # noqa: B023
            whole = ours + warm(lambda: checks.report(raw))  # noqa: B023
            figures = [base, ours, with_tables, whole]
            shown = [f"{figure:.1f}" for figure in figures]
            rows.append([kind, name, *shown, f"{with_tables / base:.1f}", f"{whole / base:.1f}"])
        head = ["format", "library", "alone", "read", "+ tables checked", "+ prose and findings"]
        print(f"In one process, milliseconds; the target is {TARGET} times the library.")
        print(tabulate(rows, [*head, "ratio of tables", "ratio of all"], disable_numparse=True))
        print()
        loads = {
            "csv": f"import csv, glob; [list(csv.reader(open(p, encoding='utf-8'))) "
            f"for p in glob.glob(r'{CSV}/*.csv')]",
            "xlsx": "import openpyxl; b = openpyxl.load_workbook("
            f"r'{paths['xlsx']}', read_only=True); [list(s.iter_rows()) for s in b]",
        }
        starts = []
        for kind, code in loads.items():
            base = cold("-c", code)
            ours = cold("-m", "budgetlint", "check", "--rules", PACK, paths[kind])
            starts.append([kind, f"{base:.0f}", f"{ours:.0f}", f"{ours / base:.1f}"])
        print("As commands, milliseconds.")
        print(tabulate(starts, ["format", "library", "budgetlint check", "ratio"]))


if __name__ == "__main__":
    main()
