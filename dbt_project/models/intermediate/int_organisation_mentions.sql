-- every name of an organisation as some feed wrote it, with its area and, for who does not know one, without
with

occurrences as (
    select
        name,
        area_code
    from {{ ref('int_patent_holders') }}
    union all
    select
        name,
        area_code
    from {{ ref('int_contract_parties') }}
),

delivered as (
    select
        name,
        area_code,
        count(*) as times
    from occurrences
    group by name, area_code
),

located_nowhere as (
    select name from delivered
    where area_code = ''
),

mentioned as (
    select
        name,
        area_code,
        times,
        true as is_delivered
    from delivered
    union all
    select distinct
        name,
        '' as area_code,
        0 as times,
        false as is_delivered
    from delivered
    where name not in (select located_nowhere.name from located_nowhere)
),

plain as (
    select
        *,
        {{ plain_name('name') }} as plain
    from mentioned
)

select
    name,
    area_code,
    times,
    is_delivered,
    area_code != '' and not {{ is_area_of_city('area_code') }} as is_elsewhere,
    {{ name_key('plain') }} as name_key,
    {{ name_key(parent_name('plain')) }} as parent_key
from plain
