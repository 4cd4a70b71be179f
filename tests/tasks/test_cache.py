"""What is kept is what would be found, and nothing older."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from budgetlint.model.expressions import Compiled
from budgetlint.report.report import FileReport
from budgetlint.tasks import workshop as workshops
from budgetlint.tasks.cache import Cache, Kept, program_key
from budgetlint.tasks.items import Asked, Item, items
from budgetlint.tasks.run import How, reports
from budgetlint.tasks.settings import Settings
from budgetlint.tasks.store import DAYS, Store

EXAMPLES = Path(__file__).parents[2] / "examples"
NO_SETTINGS = Settings()


@pytest.fixture(autouse=True)
def _reports_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries are counted here: what is kept of the program depends on what ran before."""
    monkeypatch.setattr(Kept, "put", lambda *_: None)
    monkeypatch.setattr(Compiled, "news", lambda _: None)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that are checked anew."""
    seen: list[str] = []
    real = workshops.Workshop._made

    def watched(self: workshops.Workshop, item: Item) -> FileReport:
        seen.append(os.path.basename(item.input.path))
        return real(self, item)

    monkeypatch.setattr(workshops.Workshop, "_made", watched)
    return seen


def archive(folder: Path) -> Path:
    for name in ("three-public.json", "transposed-digits.json"):
        (folder / name).write_bytes((EXAMPLES / "broken" / name).read_bytes())
    return folder


def run(folder: Path, cache: Cache, **asked: object) -> list[FileReport]:
    wanted = Asked()._replace(**asked)  # type: ignore[arg-type]
    return list(reports([str(folder)], wanted, NO_SETTINGS, How(cache=cache)))


def test_what_did_not_change_is_not_checked_again(tmp_path: Path, made: list[str]) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    archive(folder)
    cache = Cache(Store(str(tmp_path / "cache")))
    first = run(folder, cache)
    assert made == ["three-public.json", "transposed-digits.json"]
    assert run(folder, cache) == first
    assert len(made) == 2

    path = folder / "three-public.json"
    path.write_text(path.read_text("utf-8").replace('"5.26"', '"5.25"'), encoding="utf-8")
    assert run(folder, cache)[0] != first[0]
    assert made[2:] == ["three-public.json"]


def test_what_decides_a_report_decides_its_key(tmp_path: Path, made: list[str]) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    archive(folder)
    cache = Cache(Store(str(tmp_path / "cache")))
    run(folder, cache)
    for asked in ({"rounding": True}, {"rules": "cn-common"}):
        run(folder, cache, **asked)
    assert len(made) == 6
    run(folder, cache, select=("C14",))
    assert len(made) == 6, "what is selected is chosen from what is kept"


def test_the_whole_folder_of_a_document_counts(tmp_path: Path, made: list[str]) -> None:
    folder = tmp_path / "archive" / "csv"
    folder.mkdir(parents=True)
    for path in (EXAMPLES / "xinjiang-2026" / "csv").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    cache = Cache(Store(str(tmp_path / "cache")))
    run(folder.parent, cache)
    run(folder.parent, cache)
    assert made == ["csv"]
    next(folder.glob("表01*")).unlink()
    run(folder.parent, cache)
    assert made == ["csv", "csv"]


def entries(folder: Path) -> list[Path]:
    """The files of a store that hold something."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.parent != folder)


def test_a_damaged_cache_is_made_again(tmp_path: Path, made: list[str]) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    archive(folder)
    cache = Cache(Store(str(tmp_path / "cache")))
    first = run(folder, cache)
    for path in entries(tmp_path / "cache"):
        path.write_bytes(path.read_bytes()[:-9])
    assert run(folder, cache) == first
    assert len(made) == 4


def test_an_entry_under_another_name_is_not_there(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "cache"))
    store.put("a", b"first")
    store.put("b", b"second")
    one, other = entries(tmp_path / "cache")
    other.write_bytes(one.read_bytes())
    assert sorted(map(str, (store.get("a"), store.get("b")))) in (
        ["None", "b'first'"],
        ["None", "b'second'"],
    )


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders of Windows are closed to others")
def test_a_folder_that_others_write_to_is_not_used(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "cache"))
    store.put("a", b"mine")
    assert store.get("a") == b"mine"
    (tmp_path / "cache").chmod(0o777)
    assert store.get("a") is None
    store.put("b", b"not kept")
    assert len(entries(tmp_path / "cache")) == 1


def test_a_document_that_changes_meanwhile_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes((EXAMPLES / "broken" / "three-public.json").read_bytes())
    real = workshops.Workshop._made

    def changing(self: workshops.Workshop, item: Item) -> FileReport:
        path.write_bytes(path.read_bytes() + b"\n")
        return real(self, item)

    monkeypatch.setattr(workshops.Workshop, "_made", changing)
    run(path, Cache(Store(str(tmp_path / "cache"))))
    assert not entries(tmp_path / "cache")


def test_a_cache_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in its place")
    folder = tmp_path / "archive"
    folder.mkdir()
    assert len(run(archive(folder), Cache(Store(str(tmp_path / "cache"))))) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_the_place_of_an_entry_is_not_waited_for(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "cache"))
    store.put("a", b"first")
    (entry,) = entries(tmp_path / "cache")
    entry.unlink()
    os.mkfifo(entry)
    os.mkfifo(f"{entry}.{os.getpid()}")
    assert store.get("a") is None
    store.put("a", b"again")
    assert store.get("a") == b"again"


def test_what_is_old_goes(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "cache"))
    store.put("a", b"first")
    store.put("b", b"second")
    old, new = entries(tmp_path / "cache")
    os.utime(old, (0, 0))
    os.utime(new, (9, 9))
    store.tidy(DAYS * 86_400 + 1)
    assert entries(tmp_path / "cache") == [new]


def test_what_is_too_much_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("budgetlint.tasks.store.MAX_BYTES", 100)
    store = Store(str(tmp_path / "cache"))
    store.put("a", b"1" * 50)
    store.put("b", b"2" * 50)
    old, new = entries(tmp_path / "cache")
    os.utime(old, (8, 8))
    os.utime(new, (9, 9))
    store.tidy(10)
    assert entries(tmp_path / "cache") == [new]


def test_what_is_not_the_stores_own_stays(tmp_path: Path) -> None:
    """The variable may name a folder that holds somebody's work."""
    store = Store(str(tmp_path))
    store.put("a", b"first")
    (own,) = entries(tmp_path)
    others = ["letter.txt", "docs/thesis.txt", "ab/notes", f"ab/{'c' * 62}.bak", f"docs/{'0' * 62}"]
    for name in others:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
        os.utime(path, (0, 0))
    os.utime(own, (0, 0))
    store.tidy(DAYS * 86_400 + 1)
    assert not own.exists()
    assert all((tmp_path / name).exists() for name in others)


def test_last_year_and_the_units_are_no_parts_of_one_list(tmp_path: Path) -> None:
    example = str(EXAMPLES / "broken" / "three-public.json")
    (item,) = items([example], Asked(), NO_SETTINGS)
    shop = workshops.Workshop(Cache(Store(str(tmp_path))), "program")
    beside = ({"previous": example}, {"units": example}, {"parts": (*item.parts, example)})
    assert len({shop._key(item._replace(**one)) for one in ({}, *beside)}) == 4


def test_the_program_is_part_of_the_key(tmp_path: Path) -> None:
    pack = tmp_path / "pack.toml"
    pack.write_text("a")
    first = program_key([str(pack)])
    pack.write_text("ab")
    assert program_key([str(pack)]) != first
    assert program_key([]) == program_key([])


def test_a_single_item_has_what_a_key_needs(tmp_path: Path) -> None:
    (item,) = items([str(EXAMPLES / "broken" / "three-public.json")], Asked(), NO_SETTINGS)
    shop = workshops.Workshop(Cache(Store(str(tmp_path))), "program")
    assert shop._key(item)
    assert not shop._key(item._replace(paper=True))
    assert not shop._key(item._replace(data=b"{}"))
