-- a figure with an area or a qualification that was not reported is unknown, not smaller
with

returns as (
    select
        year,
        {{ published_area('area_code') }} as area_code,
        qualification,
        people,
        newly_qualified
    from {{ ref('stg_human_resources_bureau__qualifications') }}
),

cells as (
    select
        year,
        unnest(['{{ var('city_code') }}', area_code]) as area_code,
        qualification,
        people,
        newly_qualified
    from returns
),

qualified as (
    select
        year,
        area_code,
        unnest(['_T', qualification]) as qualification,
        people,
        newly_qualified
    from cells
),

grid as (
    select
        years.year,
        area.code as area_code,
        kind.code as qualification,
        case when area.code = '{{ var('city_code') }}' then count(*) over (partition by years.year, kind.code) - 1 else 1 end
        * case when kind.code = '_T' then count(*) over (partition by years.year, area.code) - 1 else 1 end as parts
    from (select distinct returns.year from returns) as years
    cross join {{ ref('area') }} as area
    cross join {{ ref('ip_qualification') }} as kind
),

counted as (
    select
        grid.year,
        grid.area_code,
        grid.qualification,
        count(qualified.people) = grid.parts as is_complete,
        sum(qualified.people) as people,
        sum(qualified.newly_qualified) as newly_qualified
    from grid
    left join qualified
        on
            grid.year = qualified.year
            and grid.area_code = qualified.area_code
            and grid.qualification = qualified.qualification
    group by grid.year, grid.area_code, grid.qualification, grid.parts
),

courses as (
    select
        year,
        unnest(['{{ var('city_code') }}', {{ published_area('area_code') }}]) as area_code,
        majors,
        students
    from {{ ref('stg_education_bureau__ip_education') }}
),

taught as (
    select
        year,
        area_code,
        sum(majors) as ip_majors,
        sum(students) as ip_students
    from courses
    group by year, area_code
),

agencies as (
    select
        unnest(['{{ var('city_code') }}', {{ published_area('area_code') }}]) as area_code,
        year(opened_on) as first_year,
        coalesce(year(closed_on), 9999) as closing_year
    from {{ ref('stg_ip_office__service_agencies') }}
    where in_zone
),

settled as (
    select
        grid.year,
        grid.area_code,
        count(agencies.first_year) as zone_agencies
    from grid
    left join agencies
        on
            grid.area_code = agencies.area_code
            and grid.year >= agencies.first_year
            and grid.year < agencies.closing_year
    where grid.qualification = '_T'
    group by grid.year, grid.area_code
)

select
    counted.year,
    counted.area_code,
    counted.qualification as ip_qualification,
    cast(case when counted.is_complete then counted.people end as integer) as people,
    cast(case when counted.is_complete then counted.newly_qualified end as integer) as newly_qualified,
    cast(case when counted.qualification = '_T' then coalesce(taught.ip_majors, 0) end as integer) as ip_majors,
    cast(case when counted.qualification = '_T' then coalesce(taught.ip_students, 0) end as integer) as ip_students,
    cast(case when counted.qualification = '_T' then settled.zone_agencies end as integer) as zone_agencies,
    case when counted.is_complete then 'A' else 'O' end as obs_status,
    'F' as conf_status
from counted
left join taught
    on counted.year = taught.year and counted.area_code = taught.area_code
left join settled
    on counted.year = settled.year and counted.area_code = settled.area_code
