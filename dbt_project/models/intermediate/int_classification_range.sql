-- what the reconstructed classification leaves open, 万元, for the city: of a middle class the number of members is known,
-- k of n candidates, but not which, so it lies between its k smallest and its k largest ones, those that are certain always
-- among them. A candidate of several middle classes is bounded in each on its own: the range may be too wide, never too
-- narrow. Once the official annex is in, both ends are the figure.
with

industries as (
    select
        year,
        industry_code,
        sum(value_added) as value_added
    from {{ ref('int_value_added_by_industry') }}
    group by year, industry_code
),

candidates as (
    select
        years.year,
        pools.code2,
        pools.pick_k,
        pools.confidence = 'forced' as is_certain,
        coalesce(industries.value_added, 0) as value_added
    from (select distinct year from {{ ref('int_value_added_by_industry') }}) as years
    cross join {{ ref('patent_intensive_2019_candidates') }} as pools
    left join industries
        on years.year = industries.year and pools.gbt4754_code = industries.industry_code
),

placed as (
    select
        *,
        row_number() over (partition by year, code2 order by is_certain desc, value_added asc) as from_below,
        row_number() over (partition by year, code2 order by is_certain desc, value_added desc) as from_above
    from candidates
),

under_categories as (
    select
        * exclude (code2),
        unnest(['00', left(code2, 2)]) as category_code
    from placed
),

bounds as (
    select
        year,
        category_code,
        coalesce(sum(value_added) filter (where from_below <= pick_k), 0) as low,
        coalesce(sum(value_added) filter (where from_above <= pick_k), 0) as high
    from under_categories
    group by year, category_code
)

select
    cells.year,
    cells.area_code,
    cells.category_code,
    cast(case when classification.is_official then cells.value_added else bounds.low end as decimal(18, 6))
        as value_added_low,
    cast(case when classification.is_official then cells.value_added else bounds.high end as decimal(18, 6))
        as value_added_high
from {{ ref('int_value_added_by_category') }} as cells
inner join bounds
    on cells.year = bounds.year and cells.category_code = bounds.category_code
cross join {{ ref('int_classification_judged') }} as classification
where cells.area_code = '{{ var('city_code') }}'
