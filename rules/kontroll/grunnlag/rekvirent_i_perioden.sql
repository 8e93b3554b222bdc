-- Én rad for hver rekvirent og periode med minst én rekvisisjon eller attest. Perioden er den de ble skrevet i.
-- Hele tall deles på hele tall og rundes ned. Andelen hos de andre er åpen når ingen andre rekvirerte.
with rekvirert as (
    select
        r.rekvirent, dag.vindu,
        count(*) as antall,
        sum(r.alene_i_bil) as alene,
        sum(case when r.grunn = 'trafikk' then 1 else 0 end) as trafikale
    from gjeldende_rekvisisjon as r
    inner join dag on dag.dag = r.dag
    group by r.rekvirent, dag.vindu
),

alle as (
    select vindu, sum(antall) as antall, sum(alene) as alene
    from rekvirert
    group by vindu
),

utstedt as (
    select a.rekvirent, dag.vindu, count(*) as antall
    from gjeldende_attest as a
    inner join dag on dag.dag = a.dag
    group by a.rekvirent, dag.vindu
),

-- Den nedre medianen blant dem som har utstedt minst én: den midterste, eller den laveste av de to midterste.
median as (
    select vindu, antall
    from (
        select
            vindu, antall,
            row_number() over (partition by vindu order by antall, rekvirent) as plass,
            count(*) over (partition by vindu) as utstedere
        from utstedt
    ) as ordnet
    where plass = (utstedere + 1) / 2
),

hvem as (
    select rekvirent, vindu from rekvirert
    union
    select rekvirent, vindu from utstedt
)

select
    hvem.rekvirent as subjekt,
    hvem.vindu as dato,
    coalesce(rekvirert.antall, 0) as rekvisisjoner,
    coalesce(rekvirert.alene, 0) as alene_i_bil,
    case when rekvirert.antall > 0 then 1000 * rekvirert.alene / rekvirert.antall else 0 end as alene_promille,
    case
        when alle.antall > coalesce(rekvirert.antall, 0)
            then 1000 * (alle.alene - coalesce(rekvirert.alene, 0)) / (alle.antall - coalesce(rekvirert.antall, 0))
    end as andres_alene_promille,
    coalesce(rekvirert.trafikale, 0) as trafikale,
    coalesce(utstedt.antall, 0) as attester,
    coalesce(median.antall, 0) as median_attester,
    3 * coalesce(median.antall, 0) as tre_ganger_median_attester
from hvem
left join rekvirert on rekvirert.rekvirent = hvem.rekvirent and rekvirert.vindu = hvem.vindu
left join alle on alle.vindu = hvem.vindu
left join utstedt on utstedt.rekvirent = hvem.rekvirent and utstedt.vindu = hvem.vindu
left join median on median.vindu = hvem.vindu
