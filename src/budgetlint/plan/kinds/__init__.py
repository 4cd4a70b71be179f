"""Rule kinds: each in one file, each compiled to relations or assertions.

A kind is a module with a `KIND`: its settings as a typed value, their fields in TOML, and
`compile_rule(rule, settings, declared) -> bind`, where `bind(tables)` gives what there is to
check in a document that prints these tables. Kinds never judge figures: they yield relations, and
`evaluate` judges them. A new kind is a new file here and one line in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import (
    claim,
    codelist,
    composed,
    identity,
    linear,
    match,
    names,
    outline,
    ratio,
    rollup,
    targets,
    text,
    told,
    when,
)
from .kind import RuleKind

KINDS: Mapping[str, RuleKind[Any]] = {
    "linear": linear.KIND,
    "rollup": rollup.KIND,
    "match": match.KIND,
    "ratio": ratio.KIND,
    "when": when.KIND,
    "codelist": codelist.KIND,
    "text": text.KIND,
    "names": names.KIND,
    "claim": claim.KIND,
    "outline": outline.KIND,
    "targets": targets.KIND,
    "composed": composed.KIND,
    "told": told.KIND,
    "identity": identity.KIND,
}
