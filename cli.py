"""Runs the command line from a checkout, without installing the package: `python cli.py vurder SAK.json`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))
    from reiseregel.cli import main

    main()
