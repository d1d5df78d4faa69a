"""Pictures: hostile bytes in, small pictures and what a terminal paints out. The one room of Pillow.

Only worker processes load it: `tnews.sources.child` names its modules.
"""
