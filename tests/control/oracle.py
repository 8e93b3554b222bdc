"""Every signal of a file of events by plain SQL over the events, written apart from the features and the signal rules.

An unknown is NULL, and SQL's own logic of three values says what is sure, what may be and what is not. Thresholds stand
here as numbers on purpose: the rule files have them as dated rates.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

#: Signal, subject, day, and whether it is sure (else an open fact may raise it).
Found = tuple[str, str, str, bool]


class Signals(NamedTuple):
    """What the oracle found."""

    sure: set[tuple[str, str, str]]
    maybe: set[tuple[str, str, str]]


TABLES = {
    "behandling": ("pasient", "dato", "dekket"),
    "innleggelse": ("pasient", "inn", "ut"),
    "frikort": ("pasient", "fra", "til"),
    "attest": (
        "attest",
        "pasient",
        "rekvirent",
        "rolle",
        "attesttype",
        "gyldig_fra",
        "gyldig_til",
        "omfang",
        "behandlingssted",
    ),
    "attest_tilbakekalt": ("attest", "fra"),
    "rekvisisjon": ("rekvisisjon", "pasient", "rekvirent", "rolle", "grunn", "alene_i_bil"),
    "bestilling": (
        "reise",
        "pasient",
        "dato",
        "retning",
        "formaal",
        "transport",
        "behandlingssted",
        "rekvisisjon",
        "attest",
    ),
    "avbestilling": ("reise", "etter_utsending"),
    "gjennomfoering": ("reise", "transportoer", "resultat", "egenandel_oere"),
    "kravreise": ("krav", "pasient", "dato", "retning"),
}

#: One booking with what is known of it. An id that no event has gives NULL all through.
LEGS = """
create table leg as
select b.*,
  coalesce(g.resultat, case when c.reise is not null then 'avbestilt' else 'ukjent' end) as skjedde,
  coalesce(g.egenandel_oere, 0) as betalt,
  case when b.rekvisisjon is null then 'ingen' else r.grunn end as grunn,
  case when b.rekvisisjon is null then 'ingen' else r.rolle end as rolle,
  a.attest is not null as attest_kjent, a.attesttype as slags, a.omfang, a.behandlingssted as attestert_sted,
  a.gyldig_fra, a.gyldig_til,
  exists (select 1 from attest_tilbakekalt t where t.attest = b.attest and t.fra <= b.dato) as tilbakekalt,
  exists (select 1 from innleggelse i where i.pasient = b.pasient and i.inn < b.dato
          and (i.ut is null or i.ut > b.dato)) as innlagt
from bestilling b
left join gjennomfoering g on g.reise = b.reise
left join (select distinct reise from avbestilling) c on c.reise = b.reise
left join rekvisisjon r on r.rekvisisjon = b.rekvisisjon
left join attest a on a.attest = b.attest
"""

#: Each gives subject, day and a condition: 1 sure, NULL perhaps, 0 no.
EACH = {
    "organisert_og_krevd": """select reise, dato, skjedde in ('kjoert', 'feil_levert') and exists (
        select 1 from kravreise k where k.pasient = leg.pasient and k.dato = leg.dato and k.retning = leg.retning)
        from leg""",
    "attest_utenfor_omfang": """select reise, dato, case when attest is null then 0 when not attest_kjent then null
        else (slags = 'egen_bil' and rolle = 'ingen')
        or (omfang = 'eget_behandlingssted' and attestert_sted <> behandlingssted) end
        from leg""",
    "attest_utloept_eller_ikke_begynt": """select reise, dato, case when attest is null then 0
        when not attest_kjent then null else dato not between gyldig_fra and gyldig_til end from leg""",
    "attest_tilbakekalt_foer_reisen": """select reise, dato, case when attest is null then 0
        when not attest_kjent then null else tilbakekalt end from leg""",
    "uten_dekket_behandling": """select reise, dato, formaal = 'behandling' and skjedde <> 'avbestilt' and not exists (
        select 1 from behandling h where h.pasient = leg.pasient and h.dato = leg.dato
        and (h.dekket is null or h.dekket = 1)) and not exists (
        select 1 from innleggelse i where i.pasient = leg.pasient and i.inn = leg.dato) from leg""",
    "trafikal_grunn_fra_behandler": """select reise, dato,
        transport = 'drosje' and grunn = 'trafikk' and rolle = 'behandler' from leg""",
    "egenandel_tross_frikort": """select reise, dato,
        case when betalt in (40000, 80000) then null else betalt > 0 end and exists (select 1 from frikort f
        where f.pasient = leg.pasient and leg.dato between f.fra and f.til) from leg""",
    "reise_under_innleggelse": """select reise, dato, innlagt and formaal = 'behandling' and skjedde <> 'avbestilt'
        from leg""",
    "krevd_flere_ganger": """select distinct krav || '/' || pasient || '/' || dato || '/' || retning, dato,
        exists (select 1 from kravreise o where o.pasient = k.pasient and o.dato = k.dato and o.retning = k.retning
        and o.krav <> k.krav) from kravreise k""",
    "krevd_under_innleggelse": """select distinct krav || '/' || pasient || '/' || dato || '/' || retning, dato,
        exists (select 1 from innleggelse i where i.pasient = k.pasient and i.inn < k.dato
        and (i.ut is null or i.ut > k.dato))
        from kravreise k""",
    "gjentatt_ikke_moett": """select pasient, substr(dato, 1, 7) || '-01', count(*) >= 3 from leg
        where skjedde = 'ikke_moett' group by 1, 2""",
    "gjentatt_avbestilt_etter_utsending": """select pasient, substr(dato, 1, 7) || '-01', count(distinct b.reise) >= 3
        from bestilling b join avbestilling c on c.reise = b.reise and c.etter_utsending = 1 group by 1, 2""",
    "bilattest_og_organiserte_reiser": """select l.pasient, substr(l.dato, 1, 7) || '-01' as maaned, count(*) >= 4
        and exists (select 1 from attest a where a.pasient = l.pasient and a.attesttype = 'egen_bil'
        and a.gyldig_fra < date(substr(l.dato, 1, 7) || '-01', '+1 month')
        and a.gyldig_til >= substr(l.dato, 1, 7) || '-01'
        and not exists (select 1 from attest_tilbakekalt t where t.attest = a.attest
                        and t.fra <= max(substr(l.dato, 1, 7) || '-01', a.gyldig_fra)))
        from leg l where l.skjedde = 'kjoert' group by l.pasient, maaned""",
    "hoey_andel_alene": """with per as (select rekvirent, substr(tid, 1, 7) || '-01' as maaned, count(*) as alle,
        sum(alene_i_bil) as alene from rekvisisjon group by 1, 2),
        hele as (select maaned, sum(alle) as alle, sum(alene) as alene from per group by 1)
        select rekvirent, maaned, per.alle >= 20 and per.alene * 1000 / per.alle >= 500
        and per.alene * 1000 / per.alle > case when hele.alle > per.alle
            then (hele.alene - per.alene) * 1000 / (hele.alle - per.alle) end from per join hele using (maaned)""",
    "mange_attester": """with per as (select rekvirent, substr(tid, 1, 7) || '-01' as maaned, count(*) as antall
        from attest group by 1, 2),
        ordnet as (select *, row_number() over (partition by maaned order by antall) as plass,
                   count(*) over (partition by maaned) as alle from per)
        select rekvirent, maaned, antall >= 10 and antall > 3 * (select m.antall from ordnet m
        where m.maaned = ordnet.maaned and m.plass = (m.alle + 1) / 2) from ordnet""",
    "mange_uten_kontakt": """select transportoer, substr(dato, 1, 7) || '-01', count(*) >= 20
        and sum(resultat = 'ikke_kontakt') * 1000 / count(*) >= 50
        from gjennomfoering join bestilling using (reise) group by 1, 2""",
    "mange_feil_levert": """select transportoer, substr(dato, 1, 7) || '-01', count(*) >= 20
        and sum(resultat = 'feil_levert') * 1000 / count(*) >= 20
        from gjennomfoering join bestilling using (reise) group by 1, 2""",
    "attest_over_ett_aar": """select attest, gyldig_fra,
        julianday(gyldig_til) - julianday(gyldig_fra) + 1 > 366 from attest""",
    "attest_fra_uvedkommende": """select attest, gyldig_fra,
        rolle in ('annet_helsepersonell', 'ikke_helsepersonell') from attest""",
}


def signals(lines: Iterable[str]) -> Signals:
    """The signals of events as JSON lines, by calendar month."""
    with sqlite3.connect(":memory:") as database:
        _fill(database, lines)
        for table, column in (
            ("bestilling", "reise"),
            ("gjennomfoering", "reise"),
            ("rekvisisjon", "rekvisisjon"),
            ("attest", "attest"),
            ("attest_tilbakekalt", "attest"),
            ("kravreise", "pasient"),
            ("behandling", "pasient"),
            ("innleggelse", "pasient"),
            ("frikort", "pasient"),
        ):
            database.execute(f"create index {table}_{column} on {table} ({column})")
        database.execute(LEGS)
        found = list(_found(database))
    return Signals(
        {(signal, subject, day) for signal, subject, day, sure in found if sure},
        {(signal, subject, day) for signal, subject, day, sure in found if not sure},
    )


def _found(database: sqlite3.Connection) -> Iterator[Found]:
    for signal, query in EACH.items():
        for subject, day, holds in database.execute(query):
            if holds is None or holds:
                yield signal, subject, day, holds is not None


def _fill(database: sqlite3.Connection, lines: Iterable[str]) -> None:
    rows: dict[str, list[tuple[object, ...]]] = {kind: [] for kind in TABLES}
    seen: set[str] = set()
    for line in lines:
        event = json.loads(line)
        if event["id"] not in seen:
            seen.add(event["id"])
            kind = event["slag"]
            rows[kind].append((event["tid"], *(event.get(name) for name in TABLES[kind])))
    for kind, columns in TABLES.items():
        database.execute(f"create table {kind} (tid, {', '.join(columns)})")
        places = ", ".join("?" * (len(columns) + 1))
        database.executemany(f"insert into {kind} values ({places})", rows[kind])  # noqa: S608 - the names stand above
