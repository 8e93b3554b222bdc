"""`reiseregel regler --kompilert`: the Python that the rules of an entity become under the law of a day."""

from __future__ import annotations

from datetime import date, timedelta

from reiseregel.cli.output import WRONG_USAGE, Stop, say, say_error
from reiseregel.compiled import program
from reiseregel.rulebook import RuleBook
from reiseregel.vocabulary import Covered


def show_source(book: RuleBook, entity: str, day: date | None) -> int:
    """Print the source of an entity, by the newest law that is covered when no day is given."""
    vocabulary = book.vocabulary
    if entity not in vocabulary.entities:
        _refuse("Det finnes ikke noe som heter det i reglene. Prøv for eksempel reise, reisende eller overnatting.")
    root = vocabulary.entities[vocabulary.ancestors(entity)[-1]]
    made = program(book, root.document)
    if entity not in made.entities:
        _refuse("Ingen regler regner ut noe på den. Prøv for eksempel reise, reisende eller overnatting.")
    wanted = day or _newest(root.covered)
    if root.covered is not None and not root.covered.has(wanted.toordinal()):
        _refuse("Datoen ligger utenfor tiden reglene dekker. Se: reiseregel regler")
    for line in made.source(entity, wanted).splitlines():
        say(line)
    return 0


def _newest(covered: Covered | None) -> date:
    return date.fromordinal(covered.until) if covered is not None else date.max - timedelta(days=1)


def _refuse(message: str) -> None:
    say_error(message)
    raise Stop(WRONG_USAGE)
