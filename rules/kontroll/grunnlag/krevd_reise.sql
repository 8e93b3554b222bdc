-- Én rad for hver vei på hver dag i hvert krav. Subjektet er krav, pasient, dag og retning.
-- Er flere transportmidler ført på samme vei, er det ikke kjent hvilket som gjelder hele: det er åpent.
with vei as (
    select
        krav, pasient, dato, retning,
        case when min(transport) = max(transport) then min(transport) end as transport
    from kravreise
    group by krav, pasient, dato, retning
),

samme as (
    select pasient, dato, retning, count(*) as antall
    from vei
    group by pasient, dato, retning
),

innlagte as (
    select distinct vei.pasient, vei.dato
    from vei
    inner join innleggelse as i on i.pasient = vei.pasient and i.inn < vei.dato and (i.ut is null or vei.dato < i.ut)
)

select
    vei.krav || '/' || vei.pasient || '/' || vei.dato || '/' || vei.retning as subjekt,
    vei.dato,
    vei.retning,
    vei.transport,
    samme.antall - 1 as andre_krav_samme_retning,
    case when innlagte.pasient is not null then 1 else 0 end as innlagt
from vei
inner join samme on samme.pasient = vei.pasient and samme.dato = vei.dato and samme.retning = vei.retning
left join innlagte on innlagte.pasient = vei.pasient and innlagte.dato = vei.dato
