"""What a condition of a signal may be: comparisons of one fact with a constant, a threshold or another fact of the same
type, with `og`, `eller`, `ikke` and `i {…}`. So every executor can run it, also one that only knows flat messages.
"""

from __future__ import annotations

from collections.abc import Iterator

from reiseregel.rulebook import tree as t
from reiseregel.rulebook.tree import operands

_LISTED = "kontrollen har ingen lister; tell det der opplysningene lages"
#: What each part of the language that has no place here is called, and what to do instead.
_REFUSED: dict[type, str] = {
    t.Aggregate: _LISTED,
    t.LawDate: "bruk «fra» på versjonen i stedet for lovdato",
}
_OTHER = "et vilkår sammenlikner bare opplysninger som de er; regn ut verdien der opplysningene lages"


def atoms(condition: t.Expr) -> Iterator[t.Expr]:
    """The comparisons, memberships and yes/no facts a condition is made of, as written."""
    if isinstance(condition, t.All | t.AnyOf | t.Not):
        for operand in operands(condition):
            yield from atoms(operand)
    else:
        yield condition


def condition_faults(condition: t.Expr, entity: str) -> Iterator[str]:
    """What is wrong with a condition standing on `entity`, in words."""
    for atom in atoms(condition):
        yield from dict.fromkeys(_atom(atom, entity))


def _atom(atom: t.Expr, entity: str) -> Iterator[str]:
    match atom:
        case t.FactRef():
            yield from _fact(atom, entity)
        case t.OneOf(t.FactRef() as fact):
            yield from _fact(fact, entity)
        case t.Compare(_, t.FactRef() as left, right):
            yield from _fact(left, entity)
            yield from _compared(right, entity)
            if left == right:
                yield f"«{left.name}» sammenliknes med seg selv"
        case t.Compare(_, t.Const() | t.RateRef(), t.FactRef()):
            yield "skriv opplysningen først i sammenlikningen"
        case t.Const():
            yield "et vilkår som alltid eller aldri holder, er ikke et signal"
        case _:
            yield next((_REFUSED[type(node)] for node in (atom, *operands(atom)) if type(node) in _REFUSED), _OTHER)


def _compared(right: t.Expr, entity: str) -> Iterator[str]:
    match right:
        case t.Const() | t.RateRef():
            return
        case t.FactRef():
            yield from _fact(right, entity)
        case _:
            yield _REFUSED.get(type(right), _OTHER)


def _fact(fact: t.FactRef, entity: str) -> Iterator[str]:
    if fact.route != t.Route() or fact.entity != entity:
        yield f"«{fact.entity}.{fact.name}» hører til en annen entitet"
    if fact.type.kind == "dato":
        yield "en dato kan ikke sammenliknes; bruk «fra» på versjonen, eller tell dager der opplysningene lages"
