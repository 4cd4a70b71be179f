"""Makes `benchmarks/generate.py` importable, and the examples the same on every run.

HYPOTHESIS_PROFILE=search looks further, with other examples each time.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

# Building a budget takes longer than hypothesis likes to wait for its data.
SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)
settings.register_profile(
    "ci",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=30,
    print_blob=True,
    suppress_health_check=SLOW,
)
settings.register_profile(
    "search", deadline=None, max_examples=300, print_blob=True, suppress_health_check=SLOW
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
