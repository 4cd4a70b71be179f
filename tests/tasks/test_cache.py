"""What is kept is what would be found, and nothing older."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from budgetlint.report.report import FileReport
from budgetlint.tasks import workshop as workshops
from budgetlint.tasks.cache import DAYS, Cache, program_key
from budgetlint.tasks.items import Asked, Item, items
from budgetlint.tasks.run import How, reports
from budgetlint.tasks.settings import Settings

EXAMPLES = Path(__file__).parents[2] / "examples"
NO_SETTINGS = Settings()


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
    cache = Cache(str(tmp_path / "cache"))
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
    cache = Cache(str(tmp_path / "cache"))
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
    cache = Cache(str(tmp_path / "cache"))
    run(folder.parent, cache)
    run(folder.parent, cache)
    assert made == ["csv"]
    next(folder.glob("表01*")).unlink()
    run(folder.parent, cache)
    assert made == ["csv", "csv"]


def test_a_damaged_cache_is_made_again(tmp_path: Path, made: list[str]) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    archive(folder)
    cache = Cache(str(tmp_path / "cache"))
    first = run(folder, cache)
    for path in (tmp_path / "cache").rglob("*.json"):
        path.write_bytes(path.read_bytes()[:-9])
    assert run(folder, cache) == first
    assert len(made) == 4


def test_a_cache_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in its place")
    folder = tmp_path / "archive"
    folder.mkdir()
    assert len(run(archive(folder), Cache(str(tmp_path / "cache")))) == 2


def test_what_is_old_goes(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    cache = Cache(str(tmp_path / "cache"))
    run(archive(folder), cache)
    files = list((tmp_path / "cache").rglob("*.json"))
    os.utime(files[0], (0, 0))
    cache.prune(DAYS * 86_400 + 1)
    assert [path for path in files if path.exists()] == files[1:]


def test_the_program_is_part_of_the_key(tmp_path: Path) -> None:
    pack = tmp_path / "pack.toml"
    pack.write_text("a")
    first = program_key([str(pack)])
    pack.write_text("ab")
    assert program_key([str(pack)]) != first
    assert program_key([]) == program_key([])


def test_a_single_item_has_what_a_key_needs(tmp_path: Path) -> None:
    (item,) = items([str(EXAMPLES / "broken" / "three-public.json")], Asked(), NO_SETTINGS)
    shop = workshops.Workshop(Cache(str(tmp_path)), "program")
    assert shop._key(item)
    assert not shop._key(item._replace(paper=True))
    assert not shop._key(item._replace(data=b"{}"))
