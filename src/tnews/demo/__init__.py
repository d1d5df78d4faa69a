"""The bundled demonstration news site: data and a loopback server."""
