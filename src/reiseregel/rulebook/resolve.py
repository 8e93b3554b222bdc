"""Syntax tree → typed tree: names found, units checked, scales fixed. Every fault is collected, none stops the rest.

Facts are written `entitet.navn`; concepts alone or as `entitet.navn`; rates `sats.navn`; readings `lesning.navn`; the
law date of the entity `lovdato`. A code stands bare, on the other side of a comparison or in a set.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any

from lark import Token, Tree

from reiseregel.errors import RuleFault, nearest
from reiseregel.quantities import BOOLEAN, DATE, LITERAL_UNITS, ValueType, common_scale, number, product
from reiseregel.rulebook.functions import FUNCTIONS, Call
from reiseregel.rulebook.names import Names
from reiseregel.rulebook.tree import (
    Add,
    Aggregate,
    All,
    AnyOf,
    Compare,
    ConceptRef,
    Const,
    Expr,
    FactRef,
    LawDate,
    Multiply,
    Not,
    OneOf,
    RateRef,
    ReadingRef,
    Route,
    Subtract,
)
from reiseregel.yamlfile import TextPlace

#: The words over a list → how each is written.
AGGREGATES = {
    "sum": "sum(liste: tall)",
    "noen": "noen(liste: vilkår)",
    "alle": "alle(liste: vilkår)",
    "antall": "antall(liste) eller antall(liste hvor vilkår)",
}


class Unresolved(Exception):
    """The expression has a fault that is already recorded; unwinds to the expression's start."""


@dataclass(slots=True)
class Resolver:
    """Resolves one expression on one entity."""

    names: Names
    source: TextPlace
    faults: list[RuleFault] = field(default_factory=list)

    def resolve(self, tree: Any, entity: str, expected: ValueType | None = None) -> Expr | None:
        """The typed expression, or None with the faults recorded. `expected` is the type the value must have."""
        try:
            expr = self.expression(tree, entity, expected)
        except Unresolved:
            return None
        if expected is not None and not _fits(expr, expected):
            self._note(tree, "type", f"uttrykket gir {expr.type}, men her trengs {expected}")
            return None
        if expected is not None and expr.type.scale != 1:
            advice = "avrund_oere(…) eller avrund_kroner(…)" if expected.unit == "oere" else "heltallsdel(…)"
            self._note(tree, "type", f"uttrykket gir deler av {expected}; bruk {advice}")
            return None
        return _adapt(expr, expected)

    def expression(self, tree: Any, entity: str, expected: ValueType | None = None) -> Expr:
        """Dispatch on the kind of syntax node."""
        method = getattr(self, f"_{tree.data}")
        expr: Expr = method(tree, entity, expected)
        return expr

    def fail(self, tree: Any, code: str, message: str) -> Unresolved:
        """Record a fault at the node and return the exception to raise."""
        self._note(tree, code, message)
        return Unresolved()

    def _note(self, tree: Any, code: str, message: str) -> None:
        offset = tree.start_pos if isinstance(tree, Token) else getattr(tree.meta, "start_pos", 0)
        assert isinstance(offset, int)
        self.faults.append(RuleFault(self.source.at(offset), code, message))

    def all_of(self, trees: Sequence[Any], entity: str, expected: Sequence[ValueType | None] = ()) -> list[Expr]:
        """The typed expressions, after a look at every one of them."""
        found = []
        for tree, wanted in zip_longest(trees, expected):
            try:
                found.append(self.expression(tree, entity, wanted))
            except Unresolved:
                continue
        if len(found) < len(trees):
            raise Unresolved
        return found

    # --- yes and no -------------------------------------------------------------------------------------------------

    def _items(self, tree: Any, entity: str) -> tuple[Expr, ...]:
        before = len(self.faults)
        items = self.all_of(tree.children, entity, [BOOLEAN] * len(tree.children))
        for item, child in zip(items, tree.children, strict=True):
            if item.type.kind != "boolsk":
                self._note(child, "type", f"her trengs et ja/nei-uttrykk, ikke {item.type}")
        if len(self.faults) > before:
            raise Unresolved
        return tuple(items)

    def _both(self, tree: Any, entity: str, _: Any) -> Expr:
        return All(self._items(tree, entity))

    def _either(self, tree: Any, entity: str, _: Any) -> Expr:
        return AnyOf(self._items(tree, entity))

    def _negate(self, tree: Any, entity: str, _: Any) -> Expr:
        return Not(self._items(tree, entity)[0])

    def _true(self, *_: Any) -> Expr:
        return Const(1, BOOLEAN)

    def _false(self, *_: Any) -> Expr:
        return Const(0, BOOLEAN)

    def _compare(self, tree: Any, entity: str, _: Any) -> Expr:
        left_tree, op, right_tree = tree.children
        left, right = self._pair(left_tree, right_tree, entity)
        if left.type.finite or right.type.finite:
            if left.type != right.type:
                raise self.fail(right_tree, "type", f"kan ikke sammenlikne {left.type} med {right.type}")
            if op not in ("==", "!="):
                raise self.fail(op, "type", "ja/nei og koder kan bare sammenliknes med == og !=")
            return Compare(str(op), left, right)  # type: ignore[arg-type]
        left, right, left_factor, right_factor, _scale = self._same_unit(right_tree, left, right)
        return Compare(str(op), left, right, left_factor, right_factor)  # type: ignore[arg-type]

    def _pair(self, left_tree: Any, right_tree: Any, entity: str) -> tuple[Expr, Expr]:
        """Both sides; a bare word is a code when the other side is of code type."""
        if self._is_bare_code(left_tree, entity):
            right = self.expression(right_tree, entity)
            return self.expression(left_tree, entity, right.type), right
        left = self.expression(left_tree, entity)
        return left, self.expression(right_tree, entity, left.type)

    def _is_bare_code(self, tree: Any, entity: str) -> bool:
        if not isinstance(tree, Tree) or tree.data != "name":
            return False
        parts = [str(token) for token in tree.children[0].children]
        return len(parts) == 1 and parts[0] != "lovdato" and self.names.find_concept(parts[0], entity) is None

    def _one_of(self, tree: Any, entity: str, _: Any) -> Expr:
        item = self.expression(tree.children[0], entity)
        if item.type.kind != "kode":
            raise self.fail(tree.children[0], "type", f"«i» krever en kode, ikke {item.type}")
        before, mask = len(self.faults), 0
        for token in tree.children[1:]:
            with suppress(Unresolved):
                mask |= 1 << self._code(token, item.type)
        if len(self.faults) > before:
            raise Unresolved
        return OneOf(item, mask)

    def _none_of(self, tree: Any, entity: str, expected: Any) -> Expr:
        return Not(self._one_of(tree, entity, expected))

    def _code(self, token: Token, code_type: ValueType) -> int:
        if str(token) not in code_type.codes:
            hint = nearest(str(token), code_type.codes) or f" Kodene er {', '.join(code_type.codes)}."
            raise self.fail(token, "ukjent_kode", f"koden «{token}» finnes ikke her.{hint}")
        return code_type.codes.index(str(token))

    # --- numbers and dates ------------------------------------------------------------------------------------------

    def _plain_number(self, tree: Any, *_: Any) -> Expr:
        return Const(int(tree.children[0]), number("antall"))

    def _quantity(self, tree: Any, *_: Any) -> Expr:
        unit, factor = LITERAL_UNITS[str(tree.children[1])]
        return Const(int(tree.children[0]) * factor, number(unit))

    def _date(self, tree: Any, *_: Any) -> Expr:
        try:
            return Const(date.fromisoformat(str(tree.children[0])).toordinal(), DATE)
        except ValueError:
            raise self.fail(tree, "dato", "datoen finnes ikke i kalenderen") from None

    def _same_unit(self, tree: Any, left: Expr, right: Expr) -> tuple[Expr, Expr, int, int, int]:
        left, right = _zero_like(left, right), _zero_like(right, left)
        if left.type.kind != right.type.kind or left.type.unit != right.type.unit:
            raise self.fail(tree, "enhet", f"enhetene passer ikke sammen: {left.type} og {right.type}")
        scale = common_scale(left.type.scale, right.type.scale)
        return left, right, scale // left.type.scale, scale // right.type.scale, scale

    def _sum_of(self, tree: Any, entity: str, kind: Any) -> Expr:
        left, right = self.all_of(tree.children, entity)
        if left.type.kind != "tall" or right.type.kind != "tall":
            dated = "dato" in (left.type.kind, right.type.kind)
            advice = "; bruk dager_mellom, pluss_dager, minus_dager eller pluss_maaneder" if dated else ""
            raise self.fail(tree, "type", f"kan ikke regne med {left.type} og {right.type}{advice}")
        left, right, left_factor, right_factor, scale = self._same_unit(tree.children[1], left, right)
        result: Expr = kind(left, right, left_factor, right_factor, number(left.type.unit, scale))
        return result

    def _add(self, tree: Any, entity: str, _: Any) -> Expr:
        return self._sum_of(tree, entity, Add)

    def _subtract(self, tree: Any, entity: str, _: Any) -> Expr:
        return self._sum_of(tree, entity, Subtract)

    def _multiply(self, tree: Any, entity: str, _: Any) -> Expr:
        left, right = self.all_of(tree.children, entity)
        result = product(left.type, right.type) if left.type.kind == right.type.kind == "tall" else None
        if result is None:
            raise self.fail(tree.children[1], "enhet", f"{left.type} kan ikke ganges med {right.type}")
        return Multiply(left, right, result)

    def _divide(self, tree: Any, entity: str, _: Any) -> Expr:
        item = self.expression(tree.children[0], entity)
        by = int(tree.children[1])
        if item.type.kind != "tall" or by == 0:
            raise self.fail(tree, "enhet", "bare tall kan deles, og bare på et helt tall over null")
        return Multiply(item, Const(1, number("antall", by)), number(item.type.unit, item.type.scale * by))

    # --- names ------------------------------------------------------------------------------------------------------

    def _name(self, tree: Any, entity: str, expected: ValueType | None) -> Expr:
        reference = tree.children[0]
        parts = [str(token) for token in reference.children]
        if len(parts) == 1:
            return self._bare(reference, parts[0], entity, expected)
        if len(parts) != 2:
            raise self._unknown(reference, ".".join(parts))
        owner, name = parts
        if owner == "sats" and name in self.names.rates:
            self._needs_law_time(reference, f"sats.{name}", entity)
            return RateRef(name, self.names.rates[name])
        if owner == "lesning" and name in self.names.readings:
            return ReadingRef(name, self.names.readings[name])
        fact = self.names.vocabulary.facts.get((owner, name))
        concept = self.names.concepts.get((owner, name))
        if fact is None and concept is None:
            raise self._unknown(reference, f"{owner}.{name}")
        route = self.names.route(entity, owner)
        if route is None:
            raise self._unreachable(reference, owner)
        if fact is not None:
            return FactRef(route, owner, name, fact.type)
        assert concept is not None
        return ConceptRef(route, owner, name, concept)

    def _bare(self, tree: Any, name: str, entity: str, expected: ValueType | None) -> Expr:
        if name == "lovdato":
            self._needs_law_time(tree, name, entity)
            return LawDate()
        owner = self.names.find_concept(name, entity)
        if owner is not None:
            route = self.names.route(entity, owner)
            assert route is not None
            return ConceptRef(route, owner, name, self.names.concepts[owner, name])
        if expected is not None and expected.kind == "kode":
            return Const(self._code(tree.children[0], expected), expected)
        elsewhere = [owner for owner, concept in self.names.concepts if concept == name]
        if elsewhere:
            raise self._unreachable(tree, elsewhere[0])
        raise self._unknown(tree, name)

    def _needs_law_time(self, tree: Any, name: str, entity: str) -> None:
        if self.names.vocabulary.law_time_owner(entity) is None:
            message = f"«{entity}» har ingen lovtid, så «{name}» kan ikke brukes her"
            raise self.fail(tree, "lovtid", message)

    def _unknown(self, tree: Any, name: str) -> Unresolved:
        if name.rpartition(".")[2] in self.names.withheld:
            return Unresolved()
        return self.fail(tree, "ukjent_navn", self.names.unknown(name))

    def _unreachable(self, tree: Any, owner: str) -> Unresolved:
        entities = self.names.vocabulary.entities
        lists = [entities[name] for name in self.names.vocabulary.ancestors(owner) if entities[name].many]
        advice = f"; bruk sum, noen, alle eller antall over {lists[0].parent}.{lists[0].member}" if lists else ""
        return self.fail(tree, "utilgjengelig", f"«{owner}» kan ikke nås herfra{advice}")

    # --- calls and lists --------------------------------------------------------------------------------------------

    def _call(self, tree: Any, entity: str, _: Any) -> Expr:
        word, *arguments = tree.children
        if str(word) == "antall" and len(arguments) == 1 and arguments[0].data == "name":
            return self._over_list(tree, arguments[0].children[0], None, None, entity)
        function = FUNCTIONS.get(str(word))
        if function is None:
            raise self._not_so(word)
        return function(Call(self, tree, entity, tuple(arguments)))

    def _aggregate(self, tree: Any, entity: str, _: Any) -> Expr:
        _word, reference, body, *where = tree.children
        return self._over_list(tree, reference, body, where[0] if where else None, entity)

    def _counted(self, tree: Any, entity: str, _: Any) -> Expr:
        _word, reference, where = tree.children
        return self._over_list(tree, reference, None, where, entity)

    def _not_so(self, word: Token) -> Unresolved:
        if str(word) in AGGREGATES:
            return self.fail(word, "uttrykk", f"skriv {AGGREGATES[str(word)]}")
        if str(word) in FUNCTIONS:
            return self.fail(word, "uttrykk", f"«{word}» kan ikke brukes over en liste; bruk {', '.join(AGGREGATES)}")
        hint = nearest(str(word), [*FUNCTIONS, *AGGREGATES])
        return self.fail(word, "ukjent_navn", f"funksjonen «{word}» finnes ikke.{hint}")

    def _over_list(self, tree: Any, reference: Any, body_tree: Any, where_tree: Any, entity: str) -> Expr:
        word = tree.children[0]
        if word not in AGGREGATES or (body_tree is None) != (word == "antall"):
            raise self._not_so(word)
        route, child = self._list(reference, entity)
        wanted = "tall" if word == "sum" else "boolsk"
        trees = [(part, kind) for part, kind in ((body_tree, wanted), (where_tree, "boolsk")) if part is not None]
        parts = self.all_of(
            [part for part, _ in trees], child, [BOOLEAN if kind == "boolsk" else None for _, kind in trees]
        )
        for part, (part_tree, kind) in zip(parts, trees, strict=True):
            if part.type.kind != kind:
                raise self.fail(
                    part_tree, "type", f"her trengs {'tall' if kind == 'tall' else 'ja/nei'}, ikke {part.type}"
                )
        body = parts[0] if body_tree is not None else Const(1, number("antall"))
        where = parts[-1] if where_tree is not None else None
        result = body.type if word in ("sum", "antall") else BOOLEAN
        return Aggregate(str(word), route, child, body, where, result)  # type: ignore[arg-type]

    def _list(self, reference: Any, entity: str) -> tuple[Route, str]:
        """The list a reference names: `reiser` below the entity itself, or `tur.reiser` below a parent."""
        parts = [str(token) for token in reference.children]
        owner, written = entity if len(parts) == 1 else parts[0], ".".join(parts)
        lists = self.names.lists()
        if len(parts) > 2 or (owner, parts[-1]) not in lists:
            known = [member if parent == entity else f"{parent}.{member}" for parent, member in lists]
            raise self.fail(reference, "ukjent_navn", f"listen «{written}» finnes ikke her.{nearest(written, known)}")
        route = self.names.route(entity, owner)
        if route is None:
            raise self._unreachable(reference, owner)
        return route, lists[owner, parts[-1]]


def _zero_like(expr: Expr, other: Expr) -> Expr:
    """A bare 0 takes the unit of the other side."""
    if isinstance(expr, Const) and expr.value == 0 and expr.type == number("antall") and other.type.kind == "tall":
        return Const(0, number(other.type.unit))
    return expr


def _fits(expr: Expr, expected: ValueType) -> bool:
    if expected.kind == "tall":
        return _zero_like(expr, Const(0, expected)).type.unit == expected.unit
    return expr.type == expected


def _adapt(expr: Expr, expected: ValueType | None) -> Expr:
    return _zero_like(expr, Const(0, expected)) if expected is not None else expr
