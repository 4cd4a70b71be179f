"""RTF, which many programs save under the name of a Word file, to a raw document.

Read as it is written: control words, groups and text, one after the other. What is not printed in
the text (pictures, headers, instructions of fields, deleted and hidden text) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...messages import office as wording
from ...model.errors import InputError, Problem
from ...model.raw import Line, RawDocument, Sheet
from ...model.values import NamedTuple
from ..flowing import flowing
from .rtf_tables import Tables

MAX_BYTES = 128 * 2**20
MAX_DEPTH = 1000

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|([^\\{}\r\n]+)",
    re.DOTALL,
)
_CODE_PAGES = {936: "gb18030", 950: "big5", 65001: "utf-8", 10008: "gb18030", 20936: "gb18030"}
_CHARSETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5"}
_SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u3000", "enspace": " ",
}  # fmt: skip
_ESCAPED = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\"}
_PASSED_OVER = frozenset((
    "annotation", "background", "bkmkend", "bkmkstart", "colorschememapping", "colortbl",
    "datastore", "do", "filetbl", "fldinst", "footer", "footerf", "footerl", "footerr",
    "footnote", "generator", "header", "headerf", "headerl", "headerr", "info", "latentstyles",
    "listoverridetable", "listtable", "nonesttables", "objdata", "pgdsctbl", "pict", "private",
    "revtbl", "rsidtbl", "rxe", "sp", "stylesheet", "tc", "themedata", "txe", "xe", "xmlnstbl",
))  # fmt: skip
_ENTERED = frozenset(("shpinst", "nesttableprops", "shptxt", "listtext", "pntext"))
"""Groups that a reader may pass over but that hold what is printed, or how."""
_OFFICE = ("Excel", "ET.", "Word", "WPS", "KET")


class _State(NamedTuple):
    """What holds in a group."""

    skipped: bool = False
    fonts: bool = False
    encoding: str = ""
    unseen: bool = False
    label: bool = False
    fallback: int = 1
    """Characters that stand after a Unicode one for programs that do not know it."""


def read_rtf(path: str, data: bytes) -> RawDocument:
    """The document in an RTF file. Raises `InputError` for one that cannot be read."""
    if len(data) > MAX_BYTES:
        raise InputError(wording.too_large_inside(MAX_BYTES // 2**20))
    reader = _Reader(path)
    raw = flowing(path, reader.items(data))
    if not raw.flows:
        raise InputError(*reader.problems, wording.no_text())
    return raw._replace(problems=(*raw.problems, *reader.problems))


class _Reader:
    """Goes through the tokens of a file."""

    def __init__(self, path: str) -> None:
        self.problems: list[Problem] = []
        self._path = path
        self._tables = Tables(path)
        self._state = _State()
        self._above: list[_State] = []
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._page = "gb18030"
        self._bytes = bytearray()
        self._ignored = 0
        self._starred = False

    def items(self, data: bytes) -> Iterator[Line | Sheet]:
        """The paragraphs and tables of the file."""
        at = 0
        while match := _TOKEN.search(data, at):
            at = match.end()
            word, number, code, sign, brace, text = match.groups()
            if word == b"bin":
                at += max(int(number or 0), 0)
            elif word:
                yield from self._word(word.decode(), None if number is None else int(number))
            elif code:
                self._byte(int(code, 16))
            elif brace:
                self._brace(brace)
            elif text:
                self._text(text)
            elif sign == b"*":
                self._starred = True
            else:
                self._say(_ESCAPED.get(sign.decode("latin-1"), ""))
        self._flush()
        yield from self._tables.end()
        if self._above:
            self.problems.append(wording.damaged("it ends within a group").within(self._path))

    def _brace(self, brace: bytes) -> None:
        self._flush()
        if brace == b"{":
            if len(self._above) > MAX_DEPTH:
                raise InputError(wording.damaged("nested too deeply"))
            self._above.append(self._state)
        elif self._above:
            self._state = self._above.pop()
        self._starred = False
        self._ignored = 0

    def _byte(self, value: int) -> None:
        if self._ignored:
            self._ignored -= 1
        elif not self._state.skipped:
            self._bytes.append(value)

    def _text(self, text: bytes) -> None:
        taken = min(self._ignored, len(text))
        self._ignored -= taken
        if self._state.fonts:
            return
        if not self._state.skipped:
            self._bytes += text[taken:]

    def _flush(self) -> None:
        """The bytes so far are text in the encoding that holds here."""
        if self._bytes:
            text = self._bytes.decode(self._state.encoding or self._page, "replace")
            self._bytes.clear()
            self._put(text)

    def _say(self, text: str) -> None:
        self._flush()
        self._put(text)

    def _put(self, text: str) -> None:
        if not (self._state.skipped or self._state.unseen or self._state.fonts):
            self._tables.say(text)

    def _word(self, word: str, number: int | None) -> Iterator[Line | Sheet]:
        starred, self._starred = self._starred, False
        if word == "u":
            self._unicode(number or 0)
            return
        self._flush()
        self._ignored = 0
        if word in _SIGNS:
            # A number that Word writes by itself has a tab behind it that is not seen.
            self._put("" if self._state.label and word == "tab" else _SIGNS[word])
        elif word in _PASSED_OVER or (starred and word not in _ENTERED):
            self._state = self._state._replace(skipped=True)
        elif not (self._setting(word, number) or self._state.skipped):
            yield from self._tables.word(word, number)

    def _unicode(self, number: int) -> None:
        """A character by its number, which may be written as a negative one."""
        self._flush()
        self._ignored = self._state.fallback
        self._put(chr(number % 65536))

    def _setting(self, word: str, number: int | None) -> bool:
        """Take a word that says how to read what follows; whether it was one."""
        state, on = self._state, number != 0
        if word == "ansicpg":
            self._page = _CODE_PAGES.get(number or 0, "gb18030")
        elif word == "fonttbl":
            self._state = state._replace(fonts=True)
        elif word == "f":
            self._font = number or 0
            self._state = state._replace(encoding=self._fonts.get(self._font, ""))
        elif word == "fcharset" and state.fonts:
            self._fonts[self._font] = _CHARSETS.get(number or 0, "")
        elif word == "plain":
            self._state = state._replace(unseen=False, encoding="")
        elif word in ("v", "deleted"):
            self._state = state._replace(unseen=on)
        elif word in ("listtext", "pntext"):
            self._state = state._replace(label=True)
        elif word == "uc":
            self._state = state._replace(fallback=min(max(number or 0, 0), 9))
        elif word == "objclass":
            self.problems.append(wording.not_read_inside(self._path, "OLE"))
            self._state = state._replace(skipped=True)
        else:
            return False
        return True
