-- of each unit with a parent the one at the top (`holder`), per year, whether or not that is a unit of the city; of parents
-- that name each other in a circle the first by code, so that all of the circle have the same
with recursive

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
    above.organisation_code,
    coalesce(
        min(above.ancestor) filter (where parents.organisation_code is null),
        min(above.ancestor)
    ) as holder
from above
left join parents
    on above.year = parents.year and above.ancestor = parents.organisation_code
group by above.year, above.organisation_code
