-- names that agree with the register's once their forms are set aside; of several organisations the area decides
with

mentions as (
    select * from {{ ref('int_organisation_mentions') }}
),

keys as (
    select
        name,
        area_code,
        is_elsewhere,
        1 as step,
        name_key
    from mentions
    union all
    select
        name,
        area_code,
        is_elsewhere,
        2 as step,
        parent_key as name_key
    from mentions
    where parent_key != name_key
),

candidates as (
    select
        keys.name,
        keys.area_code,
        keys.is_elsewhere,
        known.organisation_code,
        keys.step,
        bool_or(keys.name = known.name) as is_verbatim,
        bool_or(keys.area_code = known.area_code) as is_near
    from keys
    inner join {{ ref('int_organisation_names') }} as known
        on keys.name_key = known.name_key
    group by all
),

-- a branch that the register lists by itself is itself, else it is its parent
first_step as (
    select *
    from candidates
    qualify step = min(step) over (partition by name, area_code)
),

nearest as (
    select *
    from first_step
    qualify is_near or not bool_or(is_near) over (partition by name, area_code)
)

select
    name,
    area_code,
    organisation_code,
    case when is_verbatim then 'exact' when step = 1 then 'normalised' else 'branch' end as method,
    1.0 / count(*) over (partition by name, area_code) as probability,
    count(*) over (partition by name, area_code) = 1 and not is_elsewhere as is_certain
from nearest
