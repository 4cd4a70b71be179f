"""Packs: TOML files to checked rule packs, with all faults and their lines."""

from .load import is_shipped, locate, pack_names, read_pack, shipped_versions
from .pack import Pack

__all__ = ["Pack", "is_shipped", "locate", "pack_names", "read_pack", "shipped_versions"]

FACE = {
    "claims": "the table of claims that a pack's phrases make",
    "layouts": "layouts in TOML",
    "load": "packs from files",
    "selectors": "how rules address cells",
    "toml_file": "TOML with the places of its parts",
}
"""The modules that other rooms may import, and what they are for."""
