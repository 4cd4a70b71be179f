"""Tasks: what a user asks for. Each composes the pipeline; none holds a piece of it."""
