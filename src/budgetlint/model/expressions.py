"""Regular expressions, compiled when they are first tried: a document needs a third of them.

What Python compiles of an expression may be kept from run to run (`Compiled`): compiling two
hundred takes longer than checking a document. It is a pure function of the expression and of the
version of Python. Where it stems from another version, or is no code at all, Python refuses it, and
the expression is compiled as usual.
"""

from __future__ import annotations

import json
import re
import sys
from binascii import a2b_base64, b2a_base64
from typing import Any, cast

from .shelf import Shelf, name_of

METHODS = ("match", "search", "fullmatch", "finditer", "findall", "split", "sub", "subn")
OTHERS = ("flags", "groups", "groupindex")
MAX_KEPT = 1024
"""How many compiled expressions are kept: those that were asked for last."""


class Expression:
    """An expression that is compiled when a method of it is asked for; from then on these methods
    are those of the pattern itself."""

    __slots__ = (*METHODS, *OTHERS, "given", "pattern")

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self.given = flags

    def __getattr__(self, name: str) -> Any:
        if name not in METHODS and name not in OTHERS:
            raise AttributeError(name)
        made = COMPILED.pattern(self.pattern, self.given)
        for each in (*METHODS, *OTHERS):
            setattr(self, each, getattr(made, each))
        return getattr(made, name)

    def __reduce__(self) -> tuple[type[Expression], tuple[str, int]]:
        return Expression, (self.pattern, self.given)


def expression(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """An expression that is compiled when it is first tried, and found to be wrong only then."""
    return cast("re.Pattern[str]", Expression(pattern, flags))


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """An expression, compiled now. Raises `re.error`."""
    return COMPILED.pattern(pattern, flags)


class Compiled:
    """What Python has made of expressions, as texts that may be kept; off until `begin`."""

    __slots__ = ("_shelf",)

    def __init__(self) -> None:
        self._shelf: Shelf | None = None

    def begin(self, data: bytes | None) -> None:
        """Use what was kept, if anything was, and note what is compiled from now on."""
        self._shelf = Shelf(data, MAX_KEPT)

    def news(self) -> bytes | None:
        """What is to be kept, if something is new."""
        return self._shelf.news() if self._shelf else None

    def pattern(self, pattern: str, flags: int) -> re.Pattern[str]:
        """The pattern of an expression. Raises `re.error`."""
        if self._shelf is None:
            return re.compile(pattern, flags)
        name = name_of(int(flags), pattern)
        found = _made_of(pattern, self._shelf.get(name))
        if found is None:
            form = _form(pattern, flags)
            found = _made_of(pattern, form)
            if form is not None and found is not None:
                self._shelf.put(name, form)
        return found if found is not None else re.compile(pattern, flags)


def _form(pattern: str, flags: int) -> str | None:
    """What Python makes of an expression, by the same steps as `re.compile`: flags, the number of
    groups, those with a name, and the code as base64; nothing in a Python that takes other steps.
    Raises `re.error`."""
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        parsed = _parser.parse(pattern, flags)
        state = parsed.state
        code = _compiler._code(parsed, flags)  # noqa: SLF001
        packed = b"".join(word.to_bytes(WORD, sys.byteorder) for word in code)
        text = b2a_base64(packed, newline=False).decode()
        return json.dumps([int(flags | state.flags), state.groups - 1, state.groupdict, text])
    except (ImportError, AttributeError, TypeError, OverflowError):
        return None


def _made_of(pattern: str, form: str | None) -> re.Pattern[str] | None:
    """The pattern of that form. Python itself looks whether the code is sound."""
    if form is None:
        return None
    try:
        import _sre  # type: ignore[import-not-found]

        flags, groups, named, text = json.loads(form)
        code = memoryview(a2b_base64(text)).cast("I").tolist()
        names: list[str | None] = [None] * (groups + 1)
        for name, number in named.items():
            names[number] = name
        made: re.Pattern[str] = _sre.compile(pattern, flags, code, groups, named, tuple(names))
    except (ImportError, AttributeError, TypeError, ValueError, LookupError, RuntimeError):
        return None
    except (OverflowError, MemoryError):  # numbers that no form has
        return None
    return made


WORD = 4
COMPILED = Compiled()
"""The compiled forms of this process. They decide nothing: an expression is what it says."""
