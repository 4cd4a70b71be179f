"""What English reports call the groups of claims: as a pack says, or put together from parts.

`"收入" = "income"` is a name, `"{}来源" = "source of {}"` a way to make one: 收入来源 is called
source of income.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

REST = "{}"


def english_names(groups: Iterable[str], said: Mapping[str, str]) -> Mapping[str, str]:
    """The English names of those groups that have one."""
    ways = sorted((way for way in said if REST in way), key=len, reverse=True)
    found = {group: _name(group, said, ways) for group in groups}
    return {group: name for group, name in found.items() if name}


def _name(chinese: str, said: Mapping[str, str], ways: Iterable[str]) -> str:
    """The name that is said, else that of the longest way whose rest has one; empty if none has."""
    if chinese in said or not chinese:
        return said.get(chinese, "")
    for way in ways:
        before, _, behind = way.partition(REST)
        if chinese.startswith(before) and chinese.endswith(behind):
            rest = _name(chinese[len(before) : len(chinese) - len(behind)], said, ways)
            if rest:
                return said[way].replace(REST, rest)
    return ""
