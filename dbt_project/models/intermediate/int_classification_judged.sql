-- whether the Order 25 seed is the official annex: its counts are 7 / 31 / 188 and every row names the annex's sha256
select
    count(distinct code1) as categories,
    count(distinct code2) as middle_classes,
    count(*) as rows_listed,
    count(distinct code1) = 7
    and count(distinct code2) = 31
    and count(*) = 188
    and count(distinct annex_sha256) = 1
    and bool_and(regexp_full_match(coalesce(annex_sha256, ''), '[0-9a-f]{64}'))
    and bool_and(coalesce(provenance, '') != '') as is_official
from {{ ref('patent_intensive_2019') }}
