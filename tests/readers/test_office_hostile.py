"""Files that want to do harm, and files that are broken: one message, in bounded time."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from budgetlint import InputError
from budgetlint.model.raw import RawDocument
from budgetlint.readers.office import package
from budgetlint.tasks.check import checker
from budgetlint.tasks.reading import read
from papers.writers import WRITERS

BOMB = "<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)
BOMB += "]>"
OUTSIDE = "<!DOCTYPE l [<!ENTITY j SYSTEM 'file:///etc/hostname'>]>"

SHEET = "<worksheet><sheetData>{}</sheetData>{}</worksheet>"
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return data.getvalue()


def xlsx(rows: str | bytes, after: str = "", before: str = "") -> bytes:
    sheet = rows if isinstance(rows, bytes) else before + SHEET.format(rows, after)
    relation = (
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="s.xml"/></Relationships>'
    )
    book = '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="r1"/></sheets></workbook>'
    return zipped(
        {"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relation, "xl/s.xml": sheet}
    )


def docx(body: str, before: str = "") -> bytes:
    text = f"{before}<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": text})


def ods(body: str, before: str = "") -> bytes:
    text = f"{before}<o:d xmlns:o='o' xmlns:t='t' xmlns:x='x'><t:table>{body}</t:table></o:d>"
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": mime, "content.xml": text})


PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
CORNERS = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 200))
ONE = "<t:table-cell><x:p>1</x:p></t:table-cell>"
REPEATED = f"<t:table-row t:number-rows-repeated='{{}}'>{ONE}</t:table-row>"
SPANS = "<tr>" + "<td colspan=1000 rowspan=1000>x</td>" * 1000 + "</tr>"

MANY = b"<mergeCell ref='A1'/>" * 2**20
HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "entity bomb": ("a.xlsx", lambda: xlsx(CELL.format("&j;"), before=BOMB), "input-unsafe"),
    "utf-16 bomb": ("a.xlsx", lambda: xlsx(f"{BOMB}<w/>".encode("utf-16")), "input-unsafe"),
    "outside": ("a.xlsx", lambda: xlsx(CELL.format("&j;"), before=OUTSIDE), "input-unsafe"),
    "outside in word": ("a.docx", lambda: docx(PARAGRAPH.format("&j;"), OUTSIDE), "input-unsafe"),
    "bomb in ods": ("a.ods", lambda: ods("&j;", BOMB), "input-unsafe"),
    "zip bomb": ("a.xlsx", lambda: xlsx(b"<w>" + MANY), "input-too-large"),
    "corners": ("a.xlsx", lambda: xlsx(CORNERS), "input-too-large"),
    "merged": (
        "a.xlsx",
        lambda: xlsx(
            "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 999)),
            "<mergeCells>" + "<mergeCell ref='A1:XFD1048576'/>" * 9999 + "</mergeCells>",
        ),
        "input-too-large",
    ),
    "deep": ("a.xlsx", lambda: xlsx("<a>" * 9999 + "</a>" * 9999), "input-damaged"),
    "deep word": ("a.docx", lambda: docx("<w:sdt>" * 999 + "</w:sdt>" * 999), "input-damaged"),
    "deep page": ("a.html", lambda: b"<html>" + b"<div>" * 99999, "input-damaged"),
    "spans": ("a.html", lambda: f"<html><table>{SPANS}</table>".encode(), "input-too-large"),
    "repeated": ("a.ods", lambda: ods(REPEATED.format(10**9)), "input-too-large"),
    "repeated empty": (
        "a.ods",
        lambda: ods(
            "<t:table-row t:number-rows-repeated='1048576'/>" * 999 + REPEATED.format(1)
        ),
        "input-too-large",
    ),
    "no sheet": ("a.xlsx", lambda: zipped({"xl/workbook.xml": "<workbook/>"}), "input-empty"),
    "nothing": ("a.xlsx", lambda: zipped({"xl/a": ""}), "input-damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_refused(name: str) -> None:
    path, make, code = HOSTILE[name]
    with pytest.raises(InputError) as caught:
        read(path, make())
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_hundred_thousand_empty_rows_are_nothing() -> None:
    cells = "".join(f'<c r="{column}{{0}}" s="1"/>' for column in "ABCDEF")
    empty = "".join(f'<row r="{n}">{cells.format(n)}</row>' for n in range(2, 100_000))
    raw = read("a.xlsx", xlsx(CELL.format("x") + empty))
    assert [list(grid.rows) for grid in raw.grids] == [[["x"]]]


def test_the_bound_holds_for_all_parts_together(monkeypatch: pytest.MonkeyPatch) -> None:
    data = xlsx(CELL.format("x" * 1000))
    assert read("a.xlsx", data).grids
    monkeypatch.setattr(package, "MAX_UNPACKED", 900)
    with pytest.raises(InputError):
        read("a.xlsx", data)


# Broken files


def spoiled(data: bytes, rng: random.Random) -> bytes:
    """A file with bytes changed, cut out, doubled or cut off."""
    spoilt = bytearray(data)
    at, length = rng.randrange(len(spoilt)), rng.randrange(1, 2000)
    kind = rng.randrange(4)
    if kind == 0:
        del spoilt[at:]
    elif kind == 1:
        del spoilt[at : at + length]
    elif kind == 2:
        spoilt[at:at] = spoilt[at : at + length]
    else:
        for _ in range(rng.randrange(1, 30)):
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt)


def spoiled_inside(data: bytes, rng: random.Random) -> bytes:
    """A package of which one part is spoiled, packed soundly."""
    with zipfile.ZipFile(io.BytesIO(data)) as package_:
        parts: dict[str, str | bytes] = {n: package_.read(n) for n in package_.namelist()}
    name = rng.choice([name for name in parts if parts[name] and name != "mimetype"])
    content = parts[name]
    assert isinstance(content, bytes)
    parts[name] = spoiled(content, rng)
    return zipped(parts)


CASES = 10


@pytest.mark.parametrize("kind", WRITERS)
def test_broken_files_are_reported_and_never_crash(kind: str, written: dict[str, Path]) -> None:
    data = written[kind].read_bytes()
    checks = checker("cn-common")
    refused = 0
    for case in range(CASES):
        rng = random.Random(f"{kind} {case}")
        inside = kind in ("xlsx", "ods", "docx") and case % 2
        broken = (spoiled_inside if inside else spoiled)(data, rng)
        try:
            raw: RawDocument = read(f"a.{kind}", broken)
        except InputError as error:
            refused += all(p.found.zh and p.advice.en for p in error.problems)
        else:
            checks.report(raw)
            refused += bool(raw.problems)
    assert 0 < refused <= CASES
