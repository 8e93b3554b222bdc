"""Expression text → syntax tree with places. Lark (LALR) does the work; parsing happens at load only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token, Tree, UnexpectedCharacters, UnexpectedEOF, UnexpectedInput
from lark.exceptions import UnexpectedToken

from reiseregel.errors import BlockPlace, Place, RuleFault


@dataclass(frozen=True, slots=True)
class Source:
    """Where an expression stands in its file, so that an offset in it can become a place."""

    text: str
    place: Place

    def at(self, offset: int | None) -> Place:
        """The place of the character at `offset`."""
        if isinstance(self.place, BlockPlace):
            return self.place.at(offset or 0)
        if not offset:
            return self.place
        return Place(self.place.file, self.place.line, self.place.column + offset)


@lru_cache(maxsize=1)
def _parser() -> Lark:
    grammar = files("reiseregel.rulebook").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=False)


def parse_expression(text: str, place: Place) -> tuple[Tree[Token] | None, Source, list[RuleFault]]:
    """The syntax tree of one expression, or the fault that stopped the parser."""
    source = Source(text, place)
    try:
        tree: Tree[Any] = _parser().parse(text)
        return tree.children[0], source, []  # type: ignore[return-value]
    except UnexpectedEOF:
        return None, source, [RuleFault(source.at(len(text)), "uttrykk", "uttrykket slutter for tidlig")]
    except (UnexpectedToken, UnexpectedCharacters) as error:
        if isinstance(error, UnexpectedToken) and error.token.type == "$END":
            return None, source, [RuleFault(source.at(len(text)), "uttrykk", "uttrykket slutter for tidlig")]
        at = error.pos_in_stream or 0
        word = text[at:].split(maxsplit=1)[0] if text[at:].strip() else ""
        return None, source, [RuleFault(source.at(at), "uttrykk", f"forsto ikke uttrykket ved «{word}»")]
    except UnexpectedInput:  # pragma: no cover - the two cases above are all lark raises
        return None, source, [RuleFault(place, "uttrykk", "forsto ikke uttrykket")]
