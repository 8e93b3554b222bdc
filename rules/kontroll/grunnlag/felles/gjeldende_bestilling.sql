-- Hver reise slik den sist ble bestilt: en bestilling som er endret, har samme reise og et senere tidspunkt.
-- Står to på samme tidspunkt, gjelder den med høyest id, så rekkefølgen på linjene ikke betyr noe.
select reise, pasient, dato, retning, formaal, transport, bestilt_av, behandlingssted, rekvisisjon, attest
from (
    select bestilling.*, row_number() over (partition by reise order by tid desc, id desc) as plass
    from bestilling
) as alle
where plass = 1
