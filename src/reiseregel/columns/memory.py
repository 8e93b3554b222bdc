"""A process that decides chunk after chunk keeps the memory it is done with, where the C library can be told to."""

from __future__ import annotations

import ctypes
from typing import Final

#: `mallopt` of glibc: from what size a block is mapped on its own, and how much that is free at the end may stay.
_MMAP_THRESHOLD: Final = -3
_TRIM_THRESHOLD: Final = -1
#: The highest that glibc takes for a block, and as much free memory as the columns of some chunks leave.
_LARGEST_BLOCK: Final = 32 << 20
_FREE: Final = 512 << 20


def keep_freed() -> bool:
    """Let this process use memory again rather than give it back; False where the C library cannot be told.

    A column of a chunk is larger than what glibc keeps by itself. Each one would be mapped anew, and the system clears
    every page of it first, which takes as long as the arithmetic.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # no glibc: its own rules hold
        return False
    return bool(mallopt(_MMAP_THRESHOLD, _LARGEST_BLOCK)) and bool(mallopt(_TRIM_THRESHOLD, _FREE))
