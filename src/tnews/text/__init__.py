"""Pure functions over text: bytes and strings in, blocks and offsets out. No input or output."""
