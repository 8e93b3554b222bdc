"""From the text of a document to the text of its answer, for a service that only passes both on."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic_core import to_json

from reiseregel.decision.decide import decide
from reiseregel.errors import Language
from reiseregel.rulebook import RuleBook


def answer_json(
    data: bytes | str, book: RuleBook, readings: Mapping[str, str] | None = None, language: Language | None = None
) -> bytes:
    """Decide one document, from JSON to JSON.

    Args:
        data: the JSON text of a document as in `schemas/v1/`. Amounts in øre, lengths in metres, times in minutes.
        book: the rule book, from `load_rulebook`. Shared freely between threads.
        readings: readings to use instead of the chosen ones, by name.
        language: the language of the words in the answer; default the one the document asks for.

    Returns:
        The decision as `schemas/v1/vedtak.schema.json` has it: what `decide(…).to_json()` gives, as compact JSON in
        UTF-8 without a line break.

    Raises:
        InvalidDocument: every fault of the first stage that found any; no value is repeated.
        KeyError: a reading or code in `readings` that the rule book does not have.

    """
    return to_json(decide(data, book, readings).to_json(language))
