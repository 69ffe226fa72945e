-- of each unit with a parent the one at the top (`holder`), per year of the register (in force `until` the next), whether
-- or not that is a unit of the city; of parents that name each other in a circle the first by code, so that all of the
-- circle have the same
with recursive

registers as (
    select
        year,
        coalesce(lead(year) over (order by year) - 1, 9999) as until
    from (select distinct year from {{ ref('stg_statistics_bureau__unit_register') }})
),

parents as (
    select
        year,
        organisation_code,
        parent_organisation_code
    from {{ ref('stg_statistics_bureau__unit_register') }}
    where parent_organisation_code != organisation_code
),

above as (
    select
        year,
        organisation_code,
        parent_organisation_code as ancestor
    from parents
    union
    select
        above.year,
        above.organisation_code,
        parents.parent_organisation_code as ancestor
    from above
    inner join parents
        on above.year = parents.year and above.ancestor = parents.organisation_code
)

select
    above.year,
    cast(registers.until as integer) as until,
    above.organisation_code,
    coalesce(
        min(above.ancestor) filter (where parents.organisation_code is null),
        min(above.ancestor)
    ) as holder
from above
left join parents
    on above.year = parents.year and above.ancestor = parents.organisation_code
inner join registers
    on above.year = registers.year
group by above.year, registers.until, above.organisation_code
