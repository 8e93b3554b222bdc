"""Expression text → syntax tree with offsets. Lark (LALR) does the work; parsing happens at load only."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import cast

from lark import Lark, Token, Tree, UnexpectedInput
from lark.exceptions import UnexpectedToken

from reiseregel.errors import RuleFault
from reiseregel.quantities import LITERAL_UNITS
from reiseregel.yamlfile import TextPlace

#: What people write out of habit → what the language calls it.
_HABITS = {
    "=": "==",
    "=>": ">=",
    "=<": "<=",
    "<>": "!=",
    "and": "og",
    "&&": "og",
    "or": "eller",
    "||": "eller",
    "not": "ikke",
    "in": "i",
    "where": "hvor",
}


@lru_cache(maxsize=1)
def _parser() -> Lark:
    grammar = files("reiseregel.rulebook").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=False)


def parse_expression(text: str, place: TextPlace) -> tuple[Tree[Token] | None, list[RuleFault]]:
    """The syntax tree of one expression, or the fault that stopped the parser."""
    try:
        found = _parser().parse(text).children[0]
    except UnexpectedInput as error:
        ended = isinstance(error, UnexpectedToken) and error.token.type == "$END"
        at = len(text) if ended else cast("int", error.pos_in_stream)
    else:
        assert isinstance(found, Tree)
        return found, []
    if not text[at:].strip():
        return None, [RuleFault(place.at(at), "uttrykk", "uttrykket slutter for tidlig")]
    return None, [RuleFault(place.at(at), "uttrykk", _unreadable(text[:at], text[at:].split(maxsplit=1)[0]))]


def _unreadable(before: str, word: str) -> str:
    if before.rstrip()[-1:].isdigit() and word[0].isalpha():
        return f"«{word}» er ingen enhet. Enhetene er {', '.join(LITERAL_UNITS)}."
    habit = f" Mente du «{_HABITS[word]}»?" if word in _HABITS else ""
    return f"forsto ikke uttrykket ved «{word}».{habit}"
