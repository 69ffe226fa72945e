-- which industry counts in which high-technology group and in which total with what part, in the years at whose end its
-- list was in force
with

years as (
    select distinct
        year,
        make_date(year, 12, 31) as last_day
    from {{ ref('int_value_added_by_industry') }}
)

select
    years.year,
    unnest([groups.parent, groups.code]) as group_code,
    members.industry_code,
    members.coefficient,
    members.condition_note
from {{ ref('int_classification_members') }} as members
inner join {{ ref('high_technology_group') }} as groups
    on members.group_code = groups.code and members.classification = groups.classification
inner join years
    on years.last_day between members.valid_from and coalesce(members.valid_to, years.last_day)
