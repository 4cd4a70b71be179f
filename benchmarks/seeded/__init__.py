"""Budgets from a seed, room by room: the entries of a budget, which of them there are, how much
money they hold, and the tables that print their sums. `generate` is what others use."""
