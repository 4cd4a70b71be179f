"""A pack that is kept is the pack that its files make."""

from __future__ import annotations

import pytest

from budgetlint.model.phrases import Expressions
from budgetlint.packs import pack_names
from budgetlint.packs.toml_file import Files
from budgetlint.plan.compile import load_pack
from budgetlint.plan.compiled import CompiledPack
from budgetlint.plan.packed import packed, unpacked

FILES: Files = {}


def made(name: str) -> CompiledPack:
    return load_pack(name, Expressions(), FILES)


@pytest.mark.parametrize("name", pack_names())
def test_every_shipped_pack_can_be_kept(name: str) -> None:
    data = packed(made(name))
    again = unpacked(data, Expressions())
    assert packed(again) == data
    assert again.pack.name == name
    assert len({id(layout.vocabulary) for layout in again.pack.layouts}) == 1
    assert again.pack.layouts[0].vocabulary is again.pack.vocabulary
    for kept, rule in zip(again.rules, made(name).rules, strict=True):
        assert kept.rule == rule.rule
        assert kept.reads == rule.reads
        assert (kept.condition is None) == (rule.condition is None)


@pytest.mark.parametrize("data", [b"[]", b"{}", b"[1,1]", b"[[1],[1],0]", b'"cn-common"'])
def test_what_is_no_pack_is_an_error(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (of whatever kind)
        unpacked(data, Expressions())
