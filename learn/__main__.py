"""``python -m learn``: the command line."""

import sys

from learn.cli import main

if __name__ == "__main__":
    sys.exit(main())
