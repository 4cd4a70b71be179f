"""Packs: TOML files to checked rule packs, with all faults and their lines."""

from .load import locate, pack_names, read_pack, rules_home
from .pack import Pack

__all__ = ["Pack", "locate", "pack_names", "read_pack", "rules_home"]
