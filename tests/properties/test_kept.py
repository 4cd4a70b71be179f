"""What is kept from run to run changes no report: with it, without it, and with it spoiled."""

from __future__ import annotations

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


def said(shop: Workshop) -> list[bytes]:
    """The reports on the documents, byte by byte."""
    return [encoded(shop.report_on(item)) for item in items(PATHS, Asked(), Settings())]


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


def test_packs_kept_or_spoiled() -> None:
    """A pack that another run has made is used for a document that no run has seen; of a spoiled
    one nothing is."""
    with TemporaryDirectory() as folder:
        kept = Kept(Store(folder), "program")

        def first() -> list[bytes]:
            shop = Workshop()
            shop._packs = Packs(kept)
            return said(shop)

        assert first() == EXPECTED
        files = sorted(path for path in Path(folder).glob("??/*"))
        whole = [path.read_bytes() for path in files]
        assert whole
        for at in (40, -1):
            for path, data in zip(files, whole, strict=True):
                path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at:][1:])
            assert first() == EXPECTED
            assert [path.read_bytes() for path in files] == whole, "it was made anew"
        kept.put(f"pack {locate('cn-common')}", b"[0,[1],[1]]")
        assert first() == EXPECTED


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
