-- Én rad for hver attest. Varigheten teller både den første og den siste dagen.
select
    a.attest as subjekt,
    a.gyldig_fra as dato,
    a.rolle,
    siste.nr - foerste.nr + 1 as varighet_dager
from gjeldende_attest as a
inner join dag as foerste on foerste.dag = a.gyldig_fra
inner join dag as siste on siste.dag = a.gyldig_til
