"""The two tables that come out: one row a document, one row a post. The same from every executor."""

from __future__ import annotations

import pyarrow as pa

from reiseregel.vocabulary import Hjemmel

#: An open fact that can change the answer: key (`entity.name`), JSON pointer, whose it is.
OPEN_FACT = pa.struct([("faktum", pa.string()), ("sted", pa.string()), ("eier", pa.string())])

CASES = pa.schema(
    [
        ("sak", pa.int64()),  # the number of the document in the input, from 0
        ("gjelder", pa.string()),
        ("utfall", pa.string()),
        ("beloep_oere", pa.int64()),  # null while the answer is open
        ("laveste_oere", pa.int64()),
        ("hoeyeste_oere", pa.int64()),  # null where there is no bound
        ("mulige_utfall", pa.list_(pa.string())),
        ("grunner", pa.list_(pa.string())),  # of all posts, each once, in the order of the posts
        ("hjemler", pa.list_(pa.string())),  # the deciding one of each post, each once, in the order of the posts
        ("aapne_fakta", pa.list_(OPEN_FACT)),  # next question first
        ("kan_automatiseres", pa.bool_()),
        ("hindringer", pa.list_(pa.string())),  # why not
        ("regler_sha256", pa.dictionary(pa.int32(), pa.string())),
    ]
)

POSTS = pa.schema(
    [
        ("sak", pa.int64()),
        ("nr", pa.int32()),  # the place of the post in the answer, from 0
        ("post", pa.string()),
        ("sted", pa.string()),  # JSON pointer to what it is about
        ("utfall", pa.string()),  # `aapen` while it can be several
        ("mulige_utfall", pa.list_(pa.string())),
        ("beregnet_oere", pa.int64()),  # null while open, here and below
        ("egenandel_oere", pa.int64()),
        ("utbetales_oere", pa.int64()),
        ("teller_mot_frikort_oere", pa.int64()),
        ("laveste_oere", pa.int64()),
        ("hoeyeste_oere", pa.int64()),
        ("endelig", pa.bool_()),
        ("grunner", pa.list_(pa.string())),
        ("hjemmel", pa.string()),
    ]
)


def hjemmel_text(hjemmel: Hjemmel) -> str:
    """`pasientreiseforskriften/22/2/a`: law, paragraf, ledd (0 for the whole paragraph), bokstav and punktum if any."""
    parts = [hjemmel.lov, hjemmel.paragraf, str(hjemmel.ledd), hjemmel.bokstav, str(hjemmel.punktum or "")]
    while not parts[-1]:
        parts.pop()
    return "/".join(parts)
