"""The rule book: rule files → typed rule tree. Every executor reads this tree and nothing else."""

from reiseregel.rulebook.load import Loaded, load_files, load_rulebook
from reiseregel.rulebook.model import Clause, Concept, Post, Rate, Reading, RuleBook, Version

__all__ = [
    "Clause",
    "Concept",
    "Loaded",
    "Post",
    "Rate",
    "Reading",
    "RuleBook",
    "Version",
    "load_files",
    "load_rulebook",
]
