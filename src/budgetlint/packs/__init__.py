"""Packs: TOML files to checked rule packs, with all faults and their lines."""

from .load import is_shipped, locate, pack_names, read_pack, shipped_versions
from .pack import Pack

__all__ = ["Pack", "is_shipped", "locate", "pack_names", "read_pack", "shipped_versions"]
