-- sums are of the bodies that reported: rates stand on them, levels only where none is missing
{%- set counts = ['valid_patents', 'patents_in_production', 'patents_transferred', 'patents_licensed'] %}
with

years as (
    select unnest(generate_series(min(year), max(year))) as year
    from (
        select year from {{ ref('int_conversion_returns_expected') }}
        union all
        select year from {{ ref('int_enterprise_conversion_estimated') }}
    )
),

bodies as (
    select
        year,
        holder_type,
        institution_name,
        cast(is_reported as integer) as units,
        1 - cast(is_reported as integer) as units_missing,
        {% for count in counts %}
            {{ count }},
        {% endfor %}
        is_reported as is_known,
        is_reported as is_complete,
        false as is_estimated
    from {{ ref('int_conversion_returns_expected') }}
),

public_types as (
    select
        years.year,
        kind.holder_type,
        '_T' as institution_name,
        coalesce(sum(bodies.units), 0) as units,
        coalesce(sum(bodies.units_missing), 0) as units_missing,
        {% for count in counts %}
            sum(bodies.{{ count }}) as {{ count }},
        {% endfor %}
        coalesce(bool_or(bodies.is_known), false) as is_known,
        coalesce(bool_and(bodies.is_known), false) as is_complete,
        coalesce(not bool_and(bodies.is_known), false) as is_estimated
    from years
    cross join (select unnest(['university', 'institute', 'health']) as holder_type) as kind
    left join bodies
        on years.year = bodies.year and kind.holder_type = bodies.holder_type
    group by years.year, kind.holder_type
),

enterprises as (
    select
        years.year,
        'enterprise' as holder_type,
        '_T' as institution_name,
        coalesce(estimated.units, 0) as units,
        null as units_missing,
        {% for count in counts %}
            estimated.{{ count }},
        {% endfor %}
        estimated.year is not null as is_known,
        estimated.year is not null as is_complete,
        true as is_estimated
    from years
    left join {{ ref('int_enterprise_conversion_estimated') }} as estimated
        on years.year = estimated.year
),

types as (
    select * from public_types
    union all
    select * from enterprises
),

every_holder as (
    select
        year,
        '_T' as holder_type,
        '_T' as institution_name,
        sum(units) as units,
        sum(units_missing) as units_missing,
        {% for count in counts %}
            sum({{ count }}) as {{ count }},
        {% endfor %}
        bool_and(is_known) as is_known,
        bool_and(is_complete) as is_complete,
        true as is_estimated
    from types
    group by year
),

rows_of_all as (
    select * from bodies
    union all
    select * from types
    union all
    select * from every_holder
)

select
    cast(year as integer) as year,
    holder_type,
    institution_name,
    cast(units as integer) as units,
    cast(units_missing as integer) as units_missing,
    {% for count in counts %}
        cast(case when is_complete then {{ count }} end as integer) as {{ count }},
    {% endfor %}
    case when is_known then {{ percentage('patents_in_production', 'valid_patents') }} end as industrialisation_rate,
    case
        when is_known then {{ percentage('(patents_transferred + patents_licensed)', 'valid_patents') }}
    end as transfer_and_licence_rate,
    case when not is_known then 'O' when is_estimated then 'E' else 'A' end as obs_status,
    'F' as conf_status
from rows_of_all
