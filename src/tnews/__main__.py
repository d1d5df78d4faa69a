"""`python -m tnews` is the same as the command `tnews`."""

from tnews.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
