"""A screen is a file."""
