-- Én rad for hver pasient og periode med minst én bestilt eller krevd reise. Perioden er den som reisedagen ligger i.
with hendt as (
    select
        r.pasient, dag.vindu,
        case when r.gjennomfoert = 'kjoert' then 1 else 0 end as kjoert,
        case when r.gjennomfoert = 'ikke_moett' then 1 else 0 end as ikke_moett,
        r.sendt_ut,
        0 as krevd
    from reise_med_utfall as r
    inner join dag on dag.dag = r.dato
    union all
    select krevd.pasient, dag.vindu, 0, 0, 0, 1
    from (select distinct krav, pasient, dato, retning from kravreise) as krevd
    inner join dag on dag.dag = krevd.dato
),

telt as (
    select
        pasient, vindu,
        sum(kjoert) as organiserte_reiser,
        sum(ikke_moett) as ikke_moett,
        sum(sendt_ut) as avbestilt_etter_utsending,
        sum(krevd) as krevde_reiser
    from hendt
    group by pasient, vindu
),

-- Attesten må ha gjeldt minst én dag i perioden, og den dagen må den ikke ha vært trukket tilbake.
med_bilattest as (
    select distinct telt.pasient, telt.vindu
    from telt
    inner join vindu on vindu.foerste = telt.vindu
    inner join gjeldende_attest as att
        on att.pasient = telt.pasient and att.gyldig_fra <= vindu.siste and att.gyldig_til >= vindu.foerste
    where
        att.attesttype = 'egen_bil'
        and (
            att.tilbakekalt_fra is null
            or att.tilbakekalt_fra > case when att.gyldig_fra > vindu.foerste then att.gyldig_fra else vindu.foerste end
        )
)

select
    telt.pasient as subjekt,
    telt.vindu as dato,
    telt.organiserte_reiser,
    telt.ikke_moett,
    telt.avbestilt_etter_utsending,
    telt.krevde_reiser,
    case when med_bilattest.pasient is not null then 1 else 0 end as bilattest
from telt
left join med_bilattest on med_bilattest.pasient = telt.pasient and med_bilattest.vindu = telt.vindu
