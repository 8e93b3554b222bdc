-- Hver rekvisisjon slik den sist ble skrevet.
select rekvisisjon, rekvirent, rolle, grunn, alene_i_bil, substr(tid, 1, 10) as dag
from (
    select rekvisisjon.*, row_number() over (partition by rekvisisjon order by tid desc, id desc) as plass
    from rekvisisjon
) as alle
where plass = 1
