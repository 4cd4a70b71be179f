"""Rule packs: TOML files to checked, compiled packs."""

from .load import load_pack, pack_names, rules_home

__all__ = ["load_pack", "pack_names", "rules_home"]
