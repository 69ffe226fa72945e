"""What concerns every test run."""

import atexit
import os

# when the interpreter ends, DuckDB 2.0 prints pages of harmless "leaked" lines
atexit.register(lambda: os.dup2(os.open(os.devnull, os.O_WRONLY), 2))
