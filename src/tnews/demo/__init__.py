"""The bundled demonstration news site 湖畔日报: data and a loopback server."""

from tnews.demo.server import DemoSite, serve

__all__ = ["DemoSite", "serve"]
