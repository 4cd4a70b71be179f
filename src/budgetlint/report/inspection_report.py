"""What was seen in a document, as text or as JSON."""

from __future__ import annotations

from .inspection import Inspection
from .inspection_json import inspection_json
from .inspection_text import inspection_lines
from .json_text import json_text
from .writer import Writer


def write_inspection(
    found: Inspection,
    lang: str,
    kind: str,
    *,
    width: int = 0,
    layout: bool = False,
    verbose: bool = False,
) -> str:
    """The text (`kind` text) or the JSON object (json) of one inspection. In the text `verbose`
    shows each row and section; with `layout` there is advice for authors of packs."""
    if kind == "json":
        return json_text(inspection_json(found, lang), indent=2)
    w = Writer(lang, colour=False, width=width, path=found.path)
    return w.finish(inspection_lines(found, w, layout=layout, verbose=verbose))
