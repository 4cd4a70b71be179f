"""How long hostile prose takes, as it grows: python benchmarks/prose.py

Each line is one text at a sixteenth, a quarter and the whole of a size; time that grows with the
text makes every figure four times the one before it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from tabulate import tabulate

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

import budgetlint  # noqa: E402  (from this tree, not an installed one)

CLAIM = "一般公共预算1,234.56万元，占5.00%，比上年预算增加1.00万元，增长3.00%。"

TEXTS: Mapping[str, Callable[[int], str]] = {
    "sentences that all say the same": lambda n: CLAIM * (n // len(CLAIM)),
    "one sentence with many figures": lambda n: CLAIM[:-1].replace("。", "，") * (n // len(CLAIM)),
    "one sentence of words that begin phrases": lambda n: "新增" * (n // 2),
    "a list of items": lambda n: "主要包括：" + "办公费、" * (n // 4),
    "nested brackets": lambda n: "（" * (n // 100) + "5万元" + "）" * (n // 100),
    "a figure of many digits": lambda n: f"收入{'9' * (n // 200)}万元。",
    "line breaks": lambda n: "\n" * n,
    "wrapped lines": lambda n: "甲100万元\n" * (n // 8),
    "commas": lambda n: "1," * (n // 2) + "万元",
}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000, help="characters of the largest")
    size = parser.parse_args().size
    seconds(CLAIM)
    rows = []
    for name, make in TEXTS.items():
        times = [seconds(make(size // part)) for part in (16, 4, 1)]
        rows.append([name, *(f"{t * 1000:,.0f}" for t in times), f"{times[2] / times[1]:.1f}"])
    heads = ["text", f"{size // 16:,}", f"{size // 4:,}", f"{size:,} characters, ms", "× for 4 ×"]
    print(tabulate(rows, heads, colalign=("left", "right", "right", "right", "right")))


def seconds(text: str) -> float:
    """To check a document whose narrative is this text."""
    section = {"section": "二", "title": "2026年收入预算情况说明", "text": text}
    data = {"profile": "cn-xinjiang-2026", "year": 2026, "tables": [], "narrative": [section]}
    start = time.perf_counter()
    budgetlint.check(data)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
