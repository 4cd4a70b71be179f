"""`budgetlint explain`: what vouches for a figure, what speaks against it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

import inside

ROOT = Path(__file__).parents[2]
BROKEN = "examples/broken/three-public.json"


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    return inside.call(ROOT, "explain", *arguments)


def test_a_cell() -> None:
    done = call(BROKEN, "表10 / 公务用车运行维护费 / 合计", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")
    assert "relations that speak against it: 1" in done.stdout
    assert "relations that vouch for it: 1" in done.stdout
    assert done.stdout.index("B12 broken") < done.stdout.index("A9 exact")
    assert "5.26  一般公共预算" in done.stdout


@pytest.mark.parametrize("address", ["/tables/9/rows/4/1", "256:23", "公务用车运行维护费/合计"])
def test_other_ways_to_name_it(address: str) -> None:
    assert call(BROKEN, address).stdout == call(BROKEN, "表10 / 公务用车运行维护费 / 合计").stdout


def test_an_address_that_is_not_there() -> None:
    done = call(BROKEN, "表10 / 公务用车 / 合计")
    assert done.returncode == 2
    assert "公务用车运行维护费" in done.stderr


@pytest.mark.parametrize("address", [[], ["表10 / 总计 / 合计"]])
def test_a_folder_of_several_documents(address: list[str]) -> None:
    done = call("examples/broken", *address, "--lang", "en")
    assert done.returncode == 2
    assert "several-documents" in done.stderr
    assert "three-public.json" in done.stderr or "missing-kuan.json" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file() -> None:
    done = call("examples/broken/transposed-digits.json")
    assert done.returncode == 0
    assert "第 1 处" in done.stdout
    for code in ("A3", "B5 不符", "C2 不符", "C4 不符", "C22 不符"):
        assert code in done.stdout


def test_json() -> None:
    story = json.loads(call("examples/broken/transposed-digits.json", "--format", "json").stdout)
    assert [len(cause["evidence"]) for cause in story["causes"]] == [4]
    (cell,) = json.loads(call(BROKEN, "256:23", "--format", "json").stdout)
    assert [relation["verdict"] for relation in cell["against"]] == ["broken"]
    assert [relation["code"] for relation in cell["vouching"]] == ["A9"]
    assert cell["cell"]["value"] == "5.26"


def test_with_last_year_s_document(tmp_path: Path) -> None:
    """What only last year's document speaks against is explained with it alone."""
    own, before = tmp_path / "2025.json", tmp_path / "2024.json"
    said = "一般公共预算支出80.00万元，比上年增加10.00万元，增长14.29%。"
    section = {"title": "五、一般公共预算支出情况", "text": said, "section": "五"}
    columns = ["科目编码/类", "科目编码/款", "科目编码/项", "科目名称", "合计"]
    rows = [["", "", "", "合计", "71.00"], ["205", "", "", "教育支出", "71.00"]]
    table = {"id": "general-budget", "money": "万元", "columns": columns, "rows": rows}
    for path, year, parts in (
        (own, 2025, {"tables": [], "narrative": [section]}),
        (before, 2024, {"tables": [table]}),
    ):
        data = {"year": year, "unit": "某某局", **parts}
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    assert "U5" not in call(str(own)).stdout
    done = call(str(own), "--previous", str(before))
    assert (done.returncode, done.stderr) == (0, "")
    assert "U5" in done.stdout
