"""The bundled sources and the guide, as data."""
