"""Use cases: what the command line and the screen ask for, joined from the floor below."""
