"""The network: one client with every limit. Knows HTTP, not feeds."""
