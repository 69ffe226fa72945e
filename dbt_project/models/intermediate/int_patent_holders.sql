-- who holds a patent, each name by itself; the address is that of the first holder and says nothing of the others
with

patents as (
    select
        app_number,
        addr_county,
        {{ names_in('patentee') }} as names
    from {{ ref('stg_ip_office__patents') }}
),

held as (
    select
        app_number,
        addr_county,
        unnest(names) as name,
        generate_subscripts(names, 1) as place
    from patents
)

select
    held.app_number,
    held.place,
    held.name,
    coalesce(case when held.place = 1 then area.code end, '') as area_code
from held
left join {{ ref('area') }} as area
    on held.addr_county = area.zh and area.level = 3
