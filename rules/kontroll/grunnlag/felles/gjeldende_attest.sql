-- Hver attest slik den sist ble utstedt, med den første dagen den er trukket tilbake fra (null når den ikke er det).
select
    alle.attest, pasient, rekvirent, rolle, attesttype, gyldig_fra, gyldig_til, omfang, behandlingssted,
    substr(tid, 1, 10) as dag, tilbakekalt_fra
from (
    select attest.*, row_number() over (partition by attest order by tid desc, id desc) as plass
    from attest
) as alle
left join (
    select attest, min(fra) as tilbakekalt_fra
    from attest_tilbakekalt
    group by attest
) as tilbake on tilbake.attest = alle.attest
where plass = 1
