"""OFD files that want to do harm, and files that are broken: one message, in bounded work."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest

from budgetlint.model.errors import InputError
from budgetlint.model.raw import RawDocument
from budgetlint.readers.pdf import ofd_page
from budgetlint.tasks.reading import read
from papers.ofd import element, packed

from .test_ofd_objects import SENTENCE, parts, said, text

TEXT = text(SENTENCE)
ENTITY = '<!DOCTYPE a [<!ENTITY j SYSTEM "file:///etc/hostname">]>'
UNIT = '<ofd:CompositeGraphicUnit ID="7"><ofd:Content>{}</ofd:Content></ofd:CompositeGraphicUnit>'
AGAIN = '<ofd:CompositeObject Boundary="0 0 9 9" ResourceID="7"/>'


def composite(inside: str) -> dict[str, str]:
    """A page that draws a unit, and a page of text."""
    units = f"<ofd:CompositeGraphicUnits>{UNIT.format(inside)}</ofd:CompositeGraphicUnits>"
    files = parts(TEXT + AGAIN, TEXT, common="<ofd:DocumentRes>R.xml</ofd:DocumentRes>")
    return files | {"Doc_0/R.xml": element("Res", units)}


def path(data: str) -> str:
    return (
        f'<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>'
        "</ofd:PathObject>"
    )


FULL: dict[str, Callable[[], dict[str, str]]] = {
    "a unit that draws itself": lambda: composite(AGAIN),
    "a unit that draws itself twice": lambda: composite(AGAIN + AGAIN),
    "deep blocks": lambda: parts("<ofd:PageBlock>" * 99 + "</ofd:PageBlock>" * 99, TEXT),
    "a hundred thousand objects": lambda: parts("<ofd:Z/>" * 120_000, TEXT),
    "a hundred thousand signs": lambda: parts(text("某" * 100_000), TEXT),
}


@pytest.mark.parametrize("name", FULL)
def test_a_page_that_is_too_full_is_a_problem_of_its_own(name: str) -> None:
    raw = read("a.ofd", packed(FULL[name]()))
    assert [(p.code, p.place.page) for p in raw.problems] == [("ofd-page", 1)]
    assert said(raw) == SENTENCE


REFUSED: dict[str, tuple[Callable[[], dict[str, str]], str]] = {
    "2000 pages": (lambda: parts(*[TEXT] * 2000), "input-too-large"),
    "entities": (
        lambda: parts(TEXT) | {"Doc_0/P0.xml": ENTITY + element("Page", "&j;")}, "input-unsafe",
    ),
    "entities in broken XML": (
        lambda: parts(TEXT) | {"Doc_0/P0.xml": " \n" + ENTITY + "<Page>&j;</Page>"}, "input-unsafe",
    ),
    "bomb": (lambda: parts(TEXT) | {"Doc_0/P0.xml": " " * (64 * 2**20)}, "input-too-large"),
    "no document": (lambda: {"OFD.xml": element("OFD", "")}, "ofd-syntax"),
    "a document that is not there": (
        lambda: {"OFD.xml": parts(TEXT)["OFD.xml"]}, "ofd-syntax",
    ),
    "a broken document": (lambda: parts(TEXT) | {"Doc_0/Document.xml": "<a"}, "input-damaged"),
    "no pages": (lambda: parts(), "ofd-scanned"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    make, code = REFUSED[name]
    with pytest.raises(InputError) as caught:
        read("a.ofd", packed(make()))
    assert [problem.code for problem in caught.value.problems] == [code]


STRANGE = {
    "offsets without end": text("1,234.56", code='DeltaX="g 999999999999 1 g 9 2"'),
    "no numbers": text("某", code='DeltaX="NaN inf" DeltaY="x"', more='CTM="inf 0 0 NaN 0 0"'),
    "numbers too large": text("某", code='DeltaX="1e308 1e308"', more='CTM="1e308 0 0 1e308 1 1"'),
    "no size": text("某", more='Size="0"').replace('Size="4" ', ""),
    "half a path": path("M 1 2 L 3 4 L 5"),
    "a path of nonsense": path("Z 1 2 M x y L 1e999 2 C C C"),
    "a path of many steps": path("M 0 0 " + "L 1 2 " * 300_000),
    "a box of nonsense": text("某").replace("Boundary=", 'Boundary="a b" x='),
}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_objects_do_not_hide_what_stands_beside_them(name: str) -> None:
    raw = read("a.ofd", packed(parts(STRANGE[name], TEXT)))
    assert said(raw).endswith(SENTENCE)


def test_a_template_on_every_page_is_drawn_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ofd_page, "MAX_DRAWN", 1000)
    common = '<ofd:TemplatePage ID="1" BaseLoc="T.xml"/>'
    files = parts(*[TEXT] * 9, common=common)
    drawn = f"<ofd:Content><ofd:Layer>{path('M 0 0') * 300}</ofd:Layer></ofd:Content>"
    files["Doc_0/T.xml"] = element("Page", drawn)
    for name in files:
        if "/P" in name:
            files[name] = files[name].replace(
                "<ofd:Content>", '<ofd:Template TemplateID="1"/><ofd:Content>'
            )
    raw = read("a.ofd", packed(files))
    assert [problem.place.page for problem in raw.problems] == [4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize("seed", range(4))
def test_any_bytes(seed: int) -> None:
    """A file with some of its bytes changed, packed or inside a part, is read or refused."""
    rng = random.Random(seed)
    whole = packed(composite(path("M 0 0 L 9 0") + TEXT))
    for case in range(30):
        with suppress(InputError):
            data = spoiled_inside(whole, rng) if case % 2 else spoiled(whole, rng)
            assert isinstance(read("a.ofd", data), RawDocument)


def spoiled(data: bytes, rng: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(rng.choice((1, 3, 10))):
        spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    if rng.random() < 0.2:
        del spoilt[rng.randrange(len(spoilt)) :]
    return bytes(spoilt)


def spoiled_inside(data: bytes, rng: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        contents = {name: package.read(name) for name in package.namelist()}
    name = rng.choice(list(contents))
    contents[name] = spoiled(contents[name], rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for part, content in contents.items():
            package.writestr(part, content)
    return out.getvalue()
