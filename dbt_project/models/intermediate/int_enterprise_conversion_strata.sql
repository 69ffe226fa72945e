-- per stratum the weighted mean of the respondents times the enterprises of the frame, so that who did not answer counts
-- like those who did; percentage() keeps the division in whole numbers: a mean in hundredths, to two decimals of them
{%- set counts = ['valid_patents', 'patents_in_production', 'patents_transferred', 'patents_licensed'] %}
with

strata as (
    select
        year,
        stratum,
        count(*) as units,
        max(frame_units) as frame_units,
        {% for count in counts %}
            sum(design_weight * {{ count }}) as {{ count }},
        {% endfor %}
        sum(design_weight) as weights
    from {{ ref('stg_ip_office__industrialisation_survey') }}
    group by year, stratum
)

select
    year,
    stratum,
    {% for count in counts %}
        {{ percentage('frame_units * ' ~ count, 'weights') }} * 0.01 as {{ count }},
    {% endfor %}
    cast(units as integer) as units
from strata
