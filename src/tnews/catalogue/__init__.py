"""The bundled sources and the guide, as data."""

from tnews.catalogue.bundled import categories, sources
from tnews.catalogue.guidebook import GUIDE_KEY, guide, guide_source
from tnews.catalogue.mapped import NEWSNOW

__all__ = ["GUIDE_KEY", "NEWSNOW", "categories", "guide", "guide_source", "sources"]
