-- Hver bestilt reise med det som ble av den. Det transportøren sist meldte, går foran en avbestilling, og en avbestilling
-- foran ingenting. sendt_ut er 1 når reisen ble avbestilt etter at bilen var sendt.
select
    b.*,
    case
        when g.resultat is not null then g.resultat
        when a.reise is not null then 'avbestilt'
        else 'ukjent'
    end as gjennomfoert,
    coalesce(g.egenandel_oere, 0) as egenandel_oere,
    coalesce(a.sendt_ut, 0) as sendt_ut
from gjeldende_bestilling as b
left join (
    select reise, resultat, egenandel_oere
    from (
        select gjeldende_tur.*, row_number() over (partition by reise order by tid desc, id desc) as nyest
        from gjeldende_tur
    ) as meldt
    where nyest = 1
) as g on g.reise = b.reise
left join (
    select reise, max(etter_utsending) as sendt_ut
    from avbestilling
    group by reise
) as a on a.reise = b.reise
