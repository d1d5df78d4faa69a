"""Widgets: each owns its messages and knows nothing of the others."""
