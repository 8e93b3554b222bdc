-- Hva hver transportør sist meldte om hver reise. To transportører kan ha meldt fra om den samme reisen.
select reise, transportoer, resultat, egenandel_oere, tid, id
from (
    select gjennomfoering.*, row_number() over (partition by reise, transportoer order by tid desc, id desc) as plass
    from gjennomfoering
) as alle
where plass = 1
