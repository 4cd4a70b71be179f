"""Plan: rules, bound to the labels that a document prints, give relations over its cells."""
