"""Office files: workbooks, Word, OpenDocument, HTML."""
