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

FACE = {
    "across": "documents that are compared: last year's, and those of a department's units",
    "catalogue": "`say`, `pair`, `problem`: an entry with its arguments",
    "doc": "old Word files",
    "exit_codes": "the exit codes and what they mean",
    "input": "files and documents",
    "json_syntax": "JSON that is none",
    "marking": "copies with marks",
    "meanings": "coordinates in a file",
    "ofd": "OFD",
    "office": "office files",
    "others": "what the system and libraries say",
    "output": "what could not be written",
    "packs": "rule packs",
    "pages": "pages of PDF and OFD",
    "pdf": "PDF",
    "selection": "rules and files chosen",
    "settings": "settings",
    "shape": "the shape of canonical JSON",
    "tables": "all entries, as they stand in the files",
    "vocabulary": "the dimensions of the vocabulary",
    "waivers": "waivers and baselines",
}
"""The modules that other rooms may import, and what they are for."""


def __getattr__(name: str) -> Any:
    from importlib import import_module
    from os import path

    if path.isfile(path.join(path.dirname(__file__), f"{name}.py")):
        raise AttributeError(name)  # a module, which `import` finds by itself
    for module in _MODULES:
        found = import_module(f"{__name__}.{module}")
        if name in found.__all__:
            globals()[name] = getattr(found, name)
            return globals()[name]
    raise AttributeError(name)
