"""Pieces of text that a page has parted, put together again."""

from __future__ import annotations


def glued(first: str, second: str) -> str:
    """Two pieces as one, with a blank only between Latin words."""
    latin = first[-1:].isascii() and second[:1].isascii()
    between = first[-1:].isalpha() and second[:1].isalpha()
    return f"{first} {second}" if latin and between else first + second
