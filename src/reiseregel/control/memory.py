"""How much memory this process has taken at the most."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

_STATUS: Final = Path("/proc/self/status")
_MOST: Final = re.compile(rb"^VmHWM:\s*(\d+) kB$", re.MULTILINE)


def peak_memory() -> int | None:
    """The most memory this process has had, in MiB; None where the system does not tell."""
    try:
        # Begins anew with the program. `ru_maxrss` does not: it counts what the process was before, a copy of the one
        # that started it, however large that was.
        found = _MOST.search(_STATUS.read_bytes())
    except OSError:
        found = None
    return int(found[1]) >> 10 if found else _most_resident()


def _most_resident() -> int | None:
    try:
        from resource import RUSAGE_SELF, getrusage
    except ImportError:  # Windows
        return None
    most = getrusage(RUSAGE_SELF).ru_maxrss
    return most // (1 << 20 if sys.platform == "darwin" else 1 << 10)
