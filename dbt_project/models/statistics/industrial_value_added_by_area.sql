with

printed as (
    select
        printed.*,
        area.row_kind
    from {{ ref('ningbo_industry_va_2018m11') }} as printed
    left join {{ ref('reported_area') }} as area
        on printed.area_code = area.code
),

signed as (
    select
        *,
        case row_kind when 'total' then 1 when 'part' then -1 else 0 end as sign
    from printed
),

every_row as (
    select * exclude (sign)
    from signed
    union all by name
    select
        signed.month,
        area.code as area_code,
        area.row_kind,
        sum(signed.sign * signed.va_nov_100m) as va_nov_100m,
        sum(signed.sign * signed.va_jan_nov_100m) as va_jan_nov_100m,
        any_value(signed.source) as source
    from signed
    inner join {{ ref('reported_area') }} as area
        on area.row_kind = 'difference'
    group by signed.month, area.code, area.row_kind
)

select
    every_row.month,
    every_row.area_code as reported_area,
    every_row.row_kind,
    {{ published_industry() }},
    area.note_zh,
    area.note_en,
    every_row.source,
    'A' as obs_status,
    'F' as conf_status
from every_row
left join {{ ref('reported_area') }} as area
    on every_row.area_code = area.code
