"""What tests of several rooms share: the examples of hypothesis, the same on every run, and the
example in every format.

`make test` looks at few of them, so that it stays short: three minutes on two cores are the aim.
HYPOTHESIS_PROFILE=full looks at many, HYPOTHESIS_PROFILE=search at more, others each time.
"""

from __future__ import annotations

import gc
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Building a budget takes longer than hypothesis likes to wait for its data.
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)
for profile, examples in (("ci", 10), ("full", 100)):
    settings.register_profile(
        profile,
        derandomize=True,
        database=None,
        deadline=None,
        max_examples=examples,
        print_blob=True,
        suppress_health_check=SLOW,
    )
settings.register_profile(
    "search", deadline=None, max_examples=300, print_blob=True, suppress_health_check=SLOW
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# What is kept from run to run would hide what a test changes: nothing is, but where a test asks.
os.environ["BUDGETLINT_CACHE"] = os.devnull
# Workers of pytest-xdist say how wide a terminal is, and reports would break their lines for it.
os.environ.pop("COLUMNS", None)
# Packs and examples are kept for all tests; looking through them for garbage takes its time.
gc.set_threshold(100_000, 20, 50)

HEADER = ("unit", "year", "kind", "profile", "assign")


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """For each format a folder: the example in it, and what no format says in document.json."""
    from papers.sheets import example, paragraphs, sheets
    from papers.writers import WRITERS

    document = example()
    tables, prose = sheets(document), paragraphs(document)
    header = {key: document[key] for key in HEADER}
    files: dict[str, Path] = {}
    for kind, write in WRITERS.items():
        folder = tmp_path_factory.mktemp(kind)
        files[kind] = folder / f"budget.{kind}"
        write(files[kind], tables, prose)
        (folder / "document.json").write_text(json.dumps(header), encoding="utf-8")
    return files
