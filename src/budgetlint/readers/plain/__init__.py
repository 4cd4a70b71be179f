"""Plain text: CSV folders and text with tables."""
