"""Every message that the checker itself writes, in Chinese and English, in one place.

Rules bring their own messages in TOML; here is what is said about input, about packs, and about
what was found and expected. A run in which nothing is wrong says nothing: the modules here are
imported when a message of theirs is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .assertions import *  # noqa: F403
    from .causes import *  # noqa: F403
    from .documents import *  # noqa: F403
    from .packs import *  # noqa: F403
    from .printed import *  # noqa: F403

_MODULES = ("printed", "assertions", "causes", "documents", "packs")


def __getattr__(name: str) -> Any:
    from importlib import import_module

    for module in _MODULES:
        found = import_module(f"{__name__}.{module}")
        if name in found.__all__:
            globals()[name] = getattr(found, name)
            return globals()[name]
    raise AttributeError(name)
