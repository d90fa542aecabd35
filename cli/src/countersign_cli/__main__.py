"""`python -m countersign_cli`."""

import sys

from countersign_cli.main import main

if __name__ == "__main__":
    sys.exit(main())
