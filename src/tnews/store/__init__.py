"""The cache on disk. `Store` is the entirety of its API."""
