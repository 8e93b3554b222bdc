"""Synthetic claims for benchmarks, tests and trials: made from a seed, of nobody (extra `batch`).

Claim number i is a function of the seed and i alone, so that any part of a portfolio can be made by itself. What is
assumed of those who travel stands in `assumptions.py` and, with its sources, in docs/syntetisk.md.
"""

from __future__ import annotations

from reiseregel.synthetic.portfolio import Portfolio
from reiseregel.synthetic.window import Window

__all__ = ["Portfolio", "Window"]
