-- what happened to open licences, one row per event on its own day; a declaration ends by withdrawal or with its term
with

ended as (
    select
        holder_type,
        withdrawn_on,
        least(withdrawn_on, term_to + 1) as ended_on
    from {{ ref('stg_ip_office__open_licences') }}
),

happened as (
    select
        'declared' as event,
        declared_on as happened_on,
        holder_type,
        cast(null as decimal(18, 4)) as fee,
        1 as stock_change
    from {{ ref('stg_ip_office__open_licences') }}
    union all
    select
        'withdrawn' as event,
        withdrawn_on as happened_on,
        holder_type,
        null as fee,
        0 as stock_change
    from ended
    where withdrawn_on is not null
    union all
    select
        'deal' as event,
        effective_on as happened_on,
        licensor_type as holder_type,
        amount as fee,
        0 as stock_change
    from {{ ref('int_open_licence_deals_current') }}
    where not is_cancelled and licensor_area_code like '{{ var('city_code') }}%'
)

select * from happened
union all
-- a term that ends after the last quarter is no event yet
select
    'ended' as event,
    ended_on as happened_on,
    holder_type,
    null as fee,
    -1 as stock_change
from ended
where ended_on < (select date_trunc('quarter', max(happened.happened_on)) + interval 3 months from happened)
