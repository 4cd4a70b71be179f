"""Model: the values that flow through the house, and the exact arithmetic of printed amounts."""
