"""Evaluate: the only place where figures are judged."""

FACE = {
    "figures": "`Figures`: the values of cells, and how far rounding may have moved each",
    "judge": "`evaluate`: a plan and a document to outcomes; `again`: the same of other figures",
    "outcomes": "`Outcomes`, `Deviation`: what becomes of each rule",
    "ratios": "`judge_ratio`: one percentage by itself",
}
"""The modules that other rooms may import, and what they are for."""
