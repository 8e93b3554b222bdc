"""The vocabulary of the rules in this checkout, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reiseregel.vocabulary import Vocabulary, load_vocabulary
from reiseregel.yamlfile import parse, read_folder

RULES = Path(__file__).resolve().parents[2] / "rules"


@cache
def rules_vocabulary() -> Vocabulary:
    wanted = ("fakta/", "praksis/innstillinger")
    files = {name: parse(name, text) for name, text in read_folder(RULES).items() if name.startswith(wanted)}
    vocabulary, faults = load_vocabulary(files)
    assert faults == []
    return vocabulary
