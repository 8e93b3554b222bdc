"""The two versions an answer carries: of the engine, and of the contract it is written in."""

from importlib.metadata import PackageNotFoundError, version

CONTRACT = "v1"


def _engine() -> str:
    try:
        return version("reiseregel")
    except PackageNotFoundError:  # run from a checkout without installation
        return "utvikling"


ENGINE = _engine()
