"""Tasks: what a user asks for. Each composes the pipeline; none holds a piece of it."""

FACE = {
    "accept": "findings accepted into a baseline",
    "applied": "settings and waivers applied to reports",
    "baseline": "the file of accepted findings",
    "cache": "reports kept from the last run",
    "check": "`Checker`, `check`",
    "convert": "documents as canonical JSON or CSV",
    "each": "each of several documents as it was read",
    "examples": "the examples of rules",
    "explain": "what vouches for a cell, and what to correct",
    "fix": "corrections that are certain",
    "guard": "whatever goes wrong is a problem",
    "inspect": "what was seen in documents",
    "items": "what is asked for of which documents",
    "kit": "recognise, plan and evaluate by one pack",
    "library": "the other functions of `import budgetlint`",
    "mark": "copies with marks",
    "own_rules": "codes that no pack has",
    "run": "many documents, in several processes",
    "settings": "settings from files",
    "store": "bytes that are kept from run to run",
    "waivers": "waivers from files",
}
"""The modules that other rooms may import, and what they are for."""
