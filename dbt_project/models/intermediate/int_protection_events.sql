-- the acceptance and the closing of every case of protection, one row per event
{%- set cases = {
    'administrative': 'stg_ip_office__administrative_cases', 'judicial': 'stg_court__judicial_cases',
    'mediation': 'stg_protection_centre__rights_cases', 'demonstration_zone': 'stg_ip_office__zone_cases'
} %}
with

cases as (
    {% for kind, model in cases.items() %}
        select
            '{{ kind }}' as kind,
            area_code,
            accepted_on,
            closed_on
        from {{ ref(model) }}
        {% if not loop.last %}
            union all
        {% endif %}
    {% endfor %}
)

select
    kind,
    area_code,
    'accepted' as event,
    accepted_on as happened_on,
    cast(null as bigint) as days
from cases
union all
select
    kind,
    area_code,
    'closed' as event,
    closed_on as happened_on,
    closed_on - accepted_on as days
from cases
