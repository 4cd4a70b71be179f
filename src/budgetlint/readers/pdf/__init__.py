"""PDF: words and ruling lines off pages, tables out of both."""
