"""The bundled sources and the guide, as data."""

from tnews.catalogue.bundled import categories, sources
from tnews.catalogue.guidebook import GUIDE_KEY, guide, guide_source

__all__ = ["GUIDE_KEY", "categories", "guide", "guide_source", "sources"]
