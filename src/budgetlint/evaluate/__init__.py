"""Evaluate: the only place where figures are judged."""
