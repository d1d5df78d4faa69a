"""A source kind is a file: it knows how to fetch its sources and to read what comes."""
