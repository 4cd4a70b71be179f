"""Packs: TOML files to checked rule packs, with all faults and their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .home import is_shipped, locate, pack_names, shipped_versions

if TYPE_CHECKING:
    from .load import read_pack
    from .pack import Pack

__all__ = ["Pack", "is_shipped", "locate", "pack_names", "read_pack", "shipped_versions"]

FACE = {
    "claims": "the table of claims that a pack's phrases make",
    "home": "where packs are",
    "selectors": "how rules address cells",
    "toml_file": "TOML with the places of its parts",
}
"""The modules that other rooms may import, and what they are for."""


def __getattr__(name: str) -> Any:
    """Who only asks for a kept report loads no pack."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module(".pack" if name == "Pack" else ".load", __name__), name)
