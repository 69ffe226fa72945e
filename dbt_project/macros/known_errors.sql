{#- Corrections as data: seeds/corrections/known_errors.csv, one line per cell that is known to be delivered wrong. -#}

{#- CTEs `errors` and `source` over the CTE `delivered`: every cell that a line names by feed, file, key and what it says
    is replaced before anything else is done to it; what was replaced stands in `_known`, for `_fixes`. -#}
{% macro with_known_errors(feed, columns) -%}
errors as (
    select list({
        'file': file, 'key_column': key_column, 'key': key,
        'fix': {'rule': 'known_error', 'column': column_name, 'was': was, 'becomes': becomes}
    }) as _errors
    from {{ ref('known_errors') }}
    where feed = '{{ feed }}'
),

matched as (
    select
        delivered.*,
        list_transform(
            list_filter(errors._errors, lambda error:
                delivered._file glob error.file
                and {{ cell_named('error.key_column', columns) }} = error.key
                and {{ cell_named('error.fix."column"', columns) }} is not distinct from error.fix.was
            ),
            lambda error: error.fix
        ) as _known
    from delivered
    cross join errors
),

source as (
    select * replace (
        {%- for column in columns %}
        {%- set here = "list_filter(_known, lambda fix: fix.\"column\" = '" ~ column ~ "')" %}
        case when len({{ here }}) > 0 then {{ here }}[1].becomes else {{ column }} end as {{ column }}{{ "," if not loop.last }}
        {%- endfor %}
    )
    from matched
)
{%- endmacro %}

{#- The delivered cell of the column of that name. -#}
{% macro cell_named(name, columns) -%}
case {{ name }}{% for column in columns %} when '{{ column }}' then delivered.{{ column }}{% endfor %} end
{%- endmacro %}
