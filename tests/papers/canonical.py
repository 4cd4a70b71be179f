"""The documents that the examples of shipped packs share, as canonical documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from budgetlint.tasks.check import checker
from budgetlint.tasks.examples import read_examples


def shared_documents(pack_name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each document that examples of a pack take with `use`, with its name."""
    pack = checker().packs.load(pack_name)
    titles = {la.id: next((t for t in la.titles if "*" not in t), "") for la in pack.pack.layouts}
    seen: set[str] = set()
    for example in read_examples(pack.pack):
        if not example.use or example.use in seen or example.changes:
            continue
        seen.add(example.use)
        raw = example.document
        yield (
            example.use,
            {
                "unit": raw.unit,
                "year": raw.year,
                "tables": [
                    {
                        "id": table.id,
                        "title": f"{raw.year}年{titles[table.id]}",
                        "money": table.money or "万元",
                        "unit": raw.unit,
                        "columns": list(table.columns),
                        "rows": [list(row) for row in table.rows],
                    }
                    for table in raw.tables
                ],
                "narrative": [
                    {"section": s.section, "title": s.title, "text": s.text} for s in raw.narrative
                ],
            },
        )
