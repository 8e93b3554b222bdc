"""A process that keeps what it frees is not handed new pages for every column."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

_PAGES = """
import resource, sys
import numpy as np
from reiseregel.columns.memory import keep_freed
if sys.argv[1] == "keep":
    assert keep_freed()
column = np.ones(200_000)
def some():
    for _ in range(5):
        [column + number for number in range(10)]
some()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
some()
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def _pages(how: str) -> int:
    done = subprocess.run([sys.executable, "-c", _PAGES, how], capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be told")
def test_columns_use_memory_again() -> None:
    kept, given_back = _pages("keep"), _pages("as it is")
    print(f"pages handed out for fifty columns: {given_back}, when they are kept {kept}")
    assert kept < 50
    assert kept < given_back / 10
