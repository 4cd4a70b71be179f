"""Recognise: raw tables, grids and sections become a typed document."""

FACE = {
    "beside": "documents beside each other, as one",
    "choice": "which pack a document is of",
    "claim_facts": "every figure of the narrative with its coordinates",
    "claims": "claims as a table, and where they stand",
    "closest_layout": "what an unknown table is most like",
    "columns": "headers to columns",
    "corrections": "what a file says that the words of its tables mean",
    "document": "`recognise`: the typed document",
    "derived": "the rows in which a column comes from others",
    "facts": "every printed figure of a table with its coordinates",
    "fit": "a layout fitted to what a table prints",
    "flow": "lines and tables in reading order to grids and sections",
    "layouts": "`Layouts`: those of a pack, with what is known of them",
    "open_tables": "tables that nothing knows, for somebody to say what they mean",
    "paragraphs": "the narrative in paragraphs",
    "readings": "what title, header and name of a table say",
    "row_facts": "what the rows of a table say of their figures",
    "segment_codes": "which columns hold codes, and which number the rows",
    "segments": "what each column of a printed table is for",
    "structure": "rows to trees",
    "sums": "sums among columns without a layout",
    "titles": "which layout a printed title means",
    "trees": "which row is a part of which, and what marks it",
}
"""The modules that other rooms may import, and what they are for."""
