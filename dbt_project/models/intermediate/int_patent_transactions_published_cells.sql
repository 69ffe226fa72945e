{{ config(post_hook="{{ write_built() }}") }}

-- which published value of assignments and licences is which sum of inner cells (quarter|area|kind|type of holder); the
-- fees of open licences are those of one kind in the whole city
with

transactions as (
    {{ published_cells_of('patent_transactions', 'patent_transactions', ['transaction_kind', 'holder_type']) }}
)

select * from transactions
union all
select
    'open_licence_summary' as dataset,
    replace(key, '|{{ var('city_code') }}|open', '') as key,
    cell,
    measure,
    "inner",
    coefficient
from transactions
where key like '%|{{ var('city_code') }}|open|%'
