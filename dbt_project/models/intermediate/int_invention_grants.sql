-- inventions granted per year and industry, whatever became of them since: a patent counts once, under the first of its
-- industry codes; _U where that is missing or no class of GB/T 4754-2017
with

granted as (
    select
        year(grant_date) as year,
        trim(split_part(coalesce(nec, ''), ';', 1)) as first_code
    from {{ ref('stg_ip_office__patents') }}
    where pat_type in (1, 8) and grant_date is not null
)

select
    granted.year,
    coalesce(classes.code, '_U') as industry,
    count(*) as invention_grants
from granted
left join {{ ref('gbt4754_2017') }} as classes
    on granted.first_code = classes.code and classes.level = 4
group by granted.year, coalesce(classes.code, '_U')
