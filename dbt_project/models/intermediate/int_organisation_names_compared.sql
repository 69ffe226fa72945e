-- what the probabilistic linkage compares, in pieces: names of the city as written, and the names of the register
with

mentioned as (
    select
        'mention' as side,
        mentions.parent_key || '@' || mentions.area_code as unique_id,
        mentions.parent_key as name_key,
        case when mentions.area_code != '' then [mentions.area_code] end as areas,
        bool_and(matched.name is not null) as is_matched
    from {{ ref('int_organisation_mentions') }} as mentions
    left join {{ ref('int_organisations_matched') }} as matched
        on mentions.name = matched.name and mentions.area_code = matched.area_code
    left join {{ ref('places_elsewhere') }} as elsewhere
        on starts_with(mentions.parent_key, elsewhere.word)
    where elsewhere.word is null and not mentions.is_elsewhere
    group by all
),

register as (
    select
        'register' as side,
        organisation_code || '@' || name_key as unique_id,
        name_key,
        list_sort(list(distinct area_code)) as areas,
        true as is_matched
    from {{ ref('int_organisation_names') }}
    group by organisation_code, name_key
),

both_sides as (
    select * from mentioned
    union all
    select * from register
),

placed as (
    select
        *,
        {{ place_of_city('name_key') }} as place,
        {{ legal_form('name_key') }} as legal_form
    from both_sides
    where length(name_key) > 4 and regexp_matches(name_key, '\p{Han}')
)

select
    side,
    unique_id,
    name_key,
    areas,
    is_matched,
    place,
    legal_form,
    substr(name_key, length(place) + 1, length(name_key) - length(place) - length(legal_form)) as core
from placed
