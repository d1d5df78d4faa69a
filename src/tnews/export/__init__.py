"""An export format is a file: articles in, text out."""
