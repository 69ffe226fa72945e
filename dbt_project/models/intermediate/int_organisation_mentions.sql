{#- feed's staging model, column that names organisations (joined by ;), SQL of the area code (or '') -#}
{%- set mentions = [
    ['stg_science_bureau__technology_contracts', 'seller_name', "coalesce(seller_area_code, '')"],
    ['stg_ip_office__patents', 'patentee', "''"]
] -%}
with

mentioned as (
    {% for model, column, area in mentions %}
        select
            trim(unnest(string_split_regex({{ column }}, '[;；]'))) as name,
            {{ area }} as area_code
        from {{ ref(model) }}
        {% if not loop.last %}
            union all
        {% endif %}
    {% endfor %}
)

select distinct
    name,
    area_code
from mentioned
where name != ''
