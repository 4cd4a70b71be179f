"""Recognise: raw tables, grids and sections become a typed document."""
