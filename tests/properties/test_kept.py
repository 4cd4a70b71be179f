"""What is kept from run to run changes no report: with it, without it, and with it spoiled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from budgetlint.packs import locate
from budgetlint.report.codec import encoded
from budgetlint.tasks.cache import EXPRESSIONS, Cache, Kept
from budgetlint.tasks.items import Asked, items
from budgetlint.tasks.kit import Packs
from budgetlint.tasks.settings import Settings
from budgetlint.tasks.store import Store
from budgetlint.tasks.workshop import Workshop

BROKEN = Path(__file__).parents[2] / "examples" / "broken"
PATHS = [str(BROKEN / "three-public.json"), str(BROKEN / "yuan-for-wanyuan.json")]
WITHOUT = Workshop()
PROSE = [
    {
        "section": "二",
        "title": "关于单位2026年收入预算情况说明",
        "text": "2026年收入预算100.00万元，其中：一般公共预算60.00万元，占60.00%；其他40.00万元。",
    }
]


def said(shop: Workshop, *paths: str) -> list[bytes]:
    """The reports on the documents, byte by byte."""
    every = items(paths or PATHS, Asked(), Settings())
    return [encoded(shop.report_on(item)) for item in every]


EXPECTED = said(WITHOUT)


@contextmanager
def kept() -> Iterator[tuple[Workshop, list[Path]]]:
    """A workshop that has kept its reports, and their files. It shares its packs with others: to
    load them takes longer than all else here."""
    with TemporaryDirectory() as folder:
        shop = Workshop(Cache(Store(folder)), "program")
        shop._packs, shop._checkers = WITHOUT._packs, WITHOUT._checkers
        assert said(shop) == EXPECTED
        yield shop, sorted(path for path in Path(folder).glob("??/*"))


SPOIL = st.tuples(st.integers(0, 10**6), st.integers(0, 40), st.binary(max_size=12))


@settings(max_examples=8)
@given(st.lists(SPOIL, min_size=1, max_size=3), st.sampled_from(["in place", "exchanged"]))
def test_spoiled_bytes(spoiling: list[tuple[int, int, bytes]], order: str) -> None:
    with kept() as (shop, files):
        assert len(files) == len(PATHS)
        assert said(shop) == EXPECTED
        if order == "exchanged":
            first, second = files
            one, other = first.read_bytes(), second.read_bytes()
            first.write_bytes(other)
            second.write_bytes(one)
        for at, length, bit in spoiling:
            for path in files:
                data = path.read_bytes()
                start = at % (len(data) + 1)
                path.write_bytes(data[:start] + bit + data[start + length :])
        assert said(shop) == EXPECTED


def test_packs_and_phrases_kept_or_spoiled() -> None:
    """A pack that another run has made is used for a document that no run has seen, and what
    phrases were found to mean; of what is spoiled nothing is."""
    with TemporaryDirectory() as folder:
        kept = Kept(Store(folder), "program")
        document = Path(folder, "document.json")
        data = json.loads(Path(PATHS[0]).read_text("utf-8"))
        document.write_text(json.dumps({**data, "narrative": PROSE}), encoding="utf-8")

        def first(packs: Packs | None = None) -> list[bytes]:
            packs = packs or Packs(kept)
            shop = Workshop()
            shop._packs = packs
            reports = said(shop, str(document))
            packs.end()
            return reports

        expected = first(WITHOUT.packs)
        assert first() == expected
        files = sorted(path for path in Path(folder).glob("??/*"))
        whole = [path.read_bytes() for path in files]
        assert whole
        for at in (40, -1):
            for path, data in zip(files, whole, strict=True):
                path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at:][1:])
            assert first() == expected
            assert [path.read_bytes() for path in files] == whole, "it was made anew"
        pack = locate("cn-xinjiang-2026")
        kept.put(f"pack {pack}", b"[[1],[1],0]")
        phrases = kept.get(f"phrases {pack}") or b""
        assert b"\t" in phrases
        kept.put(f"phrases {pack}", phrases.replace(b"\t", b"\t["))
        assert first() == expected


def test_a_first_document_with_expressions_kept_or_spoiled() -> None:
    """What was compiled in another run is used for a document that no run has seen."""
    with TemporaryDirectory() as folder:
        store = Store(folder)
        for _ in range(2):  # compiled, then kept
            assert said(Workshop(Cache(store), "program", 0)) == EXPECTED
            found = store.get(EXPRESSIONS) or b""
            assert found
        for spoiled in (b"{}", b"[1]", found[: len(found) // 2]):
            store.put(EXPRESSIONS, spoiled)
            one = Workshop(Cache(store), f"program {len(spoiled)}")
            one._packs = WITHOUT._packs
            assert said(one) == EXPECTED
