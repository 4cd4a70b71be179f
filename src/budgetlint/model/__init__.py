"""Model: the values that flow through the house, and the exact arithmetic of printed amounts."""

FACE = {
    "amounts": "printed text to exact `Decimal`, and back",
    "codes": "the levels of functional codes",
    "digits": "how one figure becomes another by a slip of its digits",
    "document": "`Document`, `Table`, `Rows`, `Structure`: what recognition makes",
    "errors": "`Message`, `Problem`, and the errors that carry problems",
    "expressions": "regular expressions, compiled when they are first tried",
    "flat": "values as bytes and back",
    "layout": "`Layout`, `Side`, `Column`: what a pack says a table looks like",
    "limits": "the largest document that is read",
    "memo": "a bounded memory",
    "names": "labels compared whatever their width and blanks",
    "numerals": "Chinese numerals",
    "phrases": "templates of sentences, compiled",
    "place": "`Place`, `Box`: where something stands",
    "prose": "`Claim`, `Span`, `Prose`: what recognition makes of the narrative",
    "raw": "`RawDocument`: what readers make",
    "rule": "`Rule`, `Slip`, `CodeList`: what packs hold",
    "severity": "how grave a finding is",
    "values": "`NamedTuple`, made in a tenth of the time",
    "verdict": "`Verdict`: what is found out about a relation",
    "version": "the version of the program",
    "vocabulary": "`Vocabulary`: a phrase to its coordinates",
    "whole": "amounts as whole numbers",
    "words": "words and marks of the language, by what they are for",
}
"""The modules that other rooms may import, and what they are for."""
