-- Én rad for hver bestilte reise. null er en opplysning som ikke kan kjennes: den er åpen.
-- Ja og nei er 1 og 0. Attest og rekvisisjon er åpne når reisen viser til en som ikke er blant hendelsene.
with krav as (
    select pasient, dato, retning, count(distinct krav) as antall
    from kravreise
    group by pasient, dato, retning
),

-- Den som blir lagt inn, reiser til behandling. Ingen hendelse sier om innleggelsen dekkes, så det er ikke kjent.
behandlet as (
    select
        pasient, dato,
        sum(case when dekket = 1 then 1 else 0 end) as dekkede,
        sum(case when dekket is null then 1 else 0 end) as ukjente
    from (
        select pasient, dato, dekket from behandling
        union all
        select pasient, inn, null from innleggelse
    ) as hver
    group by pasient, dato
),

med_frikort as (
    select distinct r.reise
    from reise_med_utfall as r
    inner join frikort as f on f.pasient = r.pasient and f.fra <= r.dato and r.dato <= f.til
),

-- Dagen for innleggelse og dagen for utskrivning er reisedager, ikke dager under innleggelsen.
innlagte as (
    select distinct r.reise
    from reise_med_utfall as r
    inner join innleggelse as i on i.pasient = r.pasient and i.inn < r.dato and (i.ut is null or r.dato < i.ut)
)

select
    r.reise as subjekt,
    r.dato,
    r.retning,
    r.formaal,
    r.transport,
    r.bestilt_av,
    r.gjennomfoert,
    coalesce(krav.antall, 0) as krav_samme_retning,
    coalesce(behandlet.dekkede, 0) as dekkede_behandlinger,
    coalesce(behandlet.ukjente, 0) as behandlinger_med_ukjent_dekning,
    -- Den høye egenandelen, én vei eller begge, betales også med frikort (egenandelstak § 2 første ledd, før 2021
    -- egenandelstak 1 § 3 andre ledd). Beløpet sier ikke om det er den som er tatt, så det er ikke kjent.
    case
        when r.egenandel_oere in (40000, 80000) then null
        when r.egenandel_oere > 0 then 1
        else 0
    end as egenandel_tatt,
    case when med_frikort.reise is not null then 1 else 0 end as frikort,
    case when innlagte.reise is not null then 1 else 0 end as innlagt,
    case when r.rekvisisjon is null then 'ingen' else rekv.grunn end as grunn,
    case when r.rekvisisjon is null then 'ingen' else rekv.rolle end as rekvisisjonsrolle,
    case
        when r.attest is null then 'ingen'
        when att.attest is null then null
        when r.dato < att.gyldig_fra then 'ikke_begynt'
        when r.dato > att.gyldig_til then 'utloept'
        else 'gyldig'
    end as attest,
    case
        when r.attest is null then 0
        when att.attest is null then null
        when att.tilbakekalt_fra <= r.dato then 1
        else 0
    end as attest_tilbakekalt,
    case
        when r.attest is null then 'ingen'
        when att.attest is null then null
        when att.omfang = 'eget_behandlingssted' and att.behandlingssted <> r.behandlingssted then 'annet_sted'
        else 'innenfor'
    end as attest_omfang,
    case when r.attest is null then 'ingen' else att.attesttype end as attesttype
from reise_med_utfall as r
left join krav on krav.pasient = r.pasient and krav.dato = r.dato and krav.retning = r.retning
left join behandlet on behandlet.pasient = r.pasient and behandlet.dato = r.dato
left join med_frikort on med_frikort.reise = r.reise
left join innlagte on innlagte.reise = r.reise
left join gjeldende_rekvisisjon as rekv on rekv.rekvisisjon = r.rekvisisjon
left join gjeldende_attest as att on att.attest = r.attest
