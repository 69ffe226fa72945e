-- patents of the city's enterprises in force, in production, transferred and licensed: the strata of the survey added up
{%- set counts = ['valid_patents', 'patents_in_production', 'patents_transferred', 'patents_licensed'] %}
select
    year,
    {% for count in counts %}
        sum({{ count }}) as {{ count }},
    {% endfor %}
    cast(sum(units) as integer) as units
from {{ ref('int_enterprise_conversion_strata') }}
group by year
