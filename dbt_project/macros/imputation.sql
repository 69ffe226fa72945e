{#- Medians of a donor ratio at each level of likeness (lists of columns, the nearest first), where donors suffice; the
    widest level is taken whatever their number. Nine decimals hold the mean of two eight-decimal ratios exactly. -#}
{% macro medians(ratio, levels) -%}
{%- for columns in levels %}
    select
        {{ loop.index }} as level,
        year,
        vintage,
        {% for column in ['sector', 'division', 'area_code', 'industry_code'] -%}
        {{ column if column in columns else "''" }} as {{ column }},
        {% endfor -%}
        cast(median(cast({{ ratio }} as double)) as decimal(18, 9)) as typical
    from donors
    where {{ ratio }} is not null
    group by year, vintage, {{ columns | join(', ') }}
    {%- if not loop.last %}
    having count(*) >= {{ parameter('imputation', 'minimum_donors') }}
    union all
    {%- endif %}
{%- endfor %}
{%- endmacro %}

{#- Each level's medians joined to the frame as <name>_1, <name>_2, … -#}
{% macro join_medians(medians, name, levels) -%}
{%- for columns in levels %}
    {%- set joined = name ~ '_' ~ loop.index %}
    left join {{ medians }} as {{ joined }}
        on
            {{ joined }}.level = {{ loop.index }}
            and frame.year = {{ joined }}.year
            and frame.vintage = {{ joined }}.vintage
            {%- for column in columns %}
            and frame.{{ column }} = {{ joined }}.{{ column }}
            {%- endfor %}
{%- endfor %}
{%- endmacro %}

{#- The nearest level's median. -#}
{% macro nearest_median(name, levels) -%}
coalesce({% for level in range(1, levels + 1) %}{{ name }}_{{ level }}.typical{{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}
