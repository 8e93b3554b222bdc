-- Én rad for hver transportør og periode. Perioden er den som reisedagen ligger i, så en tur uten bestilling teller ikke.
with telt as (
    select
        t.transportoer, dag.vindu,
        count(*) as turer,
        sum(case when t.resultat = 'ikke_kontakt' then 1 else 0 end) as ikke_kontakt,
        sum(case when t.resultat = 'feil_levert' then 1 else 0 end) as feil_levert
    from gjeldende_tur as t
    inner join gjeldende_bestilling as b on b.reise = t.reise
    inner join dag on dag.dag = b.dato
    group by t.transportoer, dag.vindu
)

select
    transportoer as subjekt,
    vindu as dato,
    turer,
    ikke_kontakt,
    1000 * ikke_kontakt / turer as ikke_kontakt_promille,
    feil_levert,
    1000 * feil_levert / turer as feil_levert_promille
from telt
