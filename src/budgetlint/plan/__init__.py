"""Plan: rules, bound to the labels that a document prints, give relations over its cells."""

FACE = {
    "addends": "`ONE`, `factor_of`: weights",
    "across": "what several documents say of the same figure",
    "bind": "`Planner`, `Plan`: rules bound to what a document prints",
    "cells": "`Cells`: one numbering of the cells of documents that print the same rows",
    "compile": "`load_pack`: rules checked against their layouts",
    "compiled": "`CompiledPack`: rules ready to be bound",
    "kinds": "the kinds of rules",
    "links": "relations one by one, and from the cell's side",
    "packed": "a compiled pack as bytes, and back",
    "relations": "`CellRef`, `Relation`, `Verdict`, `Assertion`",
    "strict": "`Strict`: the relations that unrounded figures satisfy",
    "sums": "`Sums`: what the relations of a block come to",
    "wording": "what rules about words look at",
}
"""The modules that other rooms may import, and what they are for."""
