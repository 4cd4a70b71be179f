"""JSON: the canonical document, with the place of every value."""
