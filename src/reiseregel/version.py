"""The two versions an answer carries: of the engine, and of the contract it is written in.

The engine's is the one in `pyproject.toml`; a test holds them together. Asking for what is installed would take longer
than deciding a claim.
"""

from typing import Final

CONTRACT: Final = "v1"
ENGINE: Final = "0.1.0"
