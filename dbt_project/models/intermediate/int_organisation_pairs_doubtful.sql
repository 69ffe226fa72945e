{{ config(post_hook="{{ write_built() }}") }}

-- pairs for a clerk: too likely to pass over, not likely enough to link
with

known as (
    select
        names.organisation_code,
        any_value(names.name order by names.name) as candidate_name,
        string_agg(distinct area.zh, '、' order by area.zh) as candidate_areas
    from (
        select
            organisation_code,
            unit_name as name,
            area_code
        from {{ ref('stg_statistics_bureau__unit_register') }}
        qualify year = max(year) over (partition by organisation_code)
    ) as names
    left join {{ ref('area') }} as area
        on {{ published_area('names.area_code') }} = area.code
    group by names.organisation_code
)

select
    doubtful.name,
    doubtful.area_code,
    mentions.times,
    known.candidate_name,
    known.candidate_areas,
    doubtful.organisation_code,
    round(doubtful.probability, 3) as probability
from {{ ref('int_organisation_candidates') }} as doubtful
inner join {{ ref('int_organisation_mentions') }} as mentions
    on doubtful.name = mentions.name and doubtful.area_code = mentions.area_code
inner join known
    on doubtful.organisation_code = known.organisation_code
where doubtful.is_doubtful and mentions.is_delivered
