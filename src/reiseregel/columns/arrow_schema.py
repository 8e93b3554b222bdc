"""Documents of one type as a nested Arrow table: one row a document, the same keys as its JSON.

It mirrors the published contract (`schemas/v1`), from the same vocabulary. What the contract requires and what may be
left out is not told apart here: every column and field may be null, and null is what JSON leaves out. A list that is
null is not given, an empty one is. A single child that gives nothing is a struct whose fields are all null.
"""

from __future__ import annotations

import pyarrow as pa

from reiseregel.case import shapes
from reiseregel.vocabulary import EntityDef, FactDef, Vocabulary

#: Codes, and other text of a short known list. The index is what Parquet gives back, so that nothing is cast.
CODE = pa.dictionary(pa.int32(), pa.string())
#: Øre, metres, minutes, counts.
NUMBER = pa.int64()
#: A day of the calendar; ISO text in JSON.
DAY = pa.date32()

ENVELOPE = pa.struct([(key, pa.string()) for key in shapes.ENVELOPE_KEYS])


def list_of(item: pa.DataType) -> pa.ListType:
    """A list as Parquet names its parts, so that a table read back has the schema it was written with."""
    return pa.list_(pa.field("element", item))


ASSESSMENT = pa.struct(
    [
        ("faktum", pa.string()),
        ("rolle", CODE),
        ("referanse", pa.string()),
        ("tidspunkt", pa.string()),
        ("momenter", list_of(NUMBER)),
        ("begrunnelse_sha256", pa.string()),
    ]
)
SOURCE = pa.struct([("faktum", pa.string()), ("kilde", CODE), ("referanse", pa.string())])


def document_schema(kind: str, vocabulary: Vocabulary) -> pa.Schema:
    """The schema of a table of documents of one `type`, keys in the order of the contract.

    Raises:
        KeyError: the vocabulary has no root entity of that name.

    """
    root = vocabulary.root(kind)
    if root is None:
        raise KeyError(kind)
    around = [
        ("type", CODE),
        ("versjon", NUMBER),
        ("spraak", CODE),
        ("konvolutt", ENVELOPE),
        ("vurderinger", list_of(ASSESSMENT)),
        ("kilder", list_of(SOURCE)),
    ]
    return pa.schema([*(pa.field(name, form) for name, form in around), *entity_fields(root, vocabulary)])


def entity_fields(entity: EntityDef, vocabulary: Vocabulary) -> list[pa.Field]:
    """The facts of an entity and then its children, in file order."""
    facts = ((fact.name, fact_type(fact)) for fact in vocabulary.facts_of(entity.name))
    children = ((child.member, _child_type(child, vocabulary)) for child in vocabulary.children_of(entity.name))
    return [pa.field(name, form) for name, form in (*facts, *children)]


def fact_type(fact: FactDef) -> pa.DataType:
    """How the values of a fact are held."""
    return {"boolsk": pa.bool_(), "kode": CODE, "dato": DAY, "tall": NUMBER}[fact.type.kind]


def _child_type(child: EntityDef, vocabulary: Vocabulary) -> pa.DataType:
    item = pa.struct(entity_fields(child, vocabulary))
    return list_of(item) if child.many else item
