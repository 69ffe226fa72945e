{#- A delivery row by row: what was cleaned, what is wrong, what became of the row. None is dropped. -#}

{#- CTEs `source` and `cleaned` of a feed. kinds: column ► the clean_… macro that makes its text canonical;
    every change is kept in `_fixes` as (rule, column, was, becomes). -#}
{% macro cleaned_delivery(department, feed, kinds) -%}
source as (
    select * from {{ source(department, feed) }}
),

canonical as (
    select
        source as _was,
        _snapshot,
        _file,
        _sheet,
        _title,
        _row
        {%- for column, kind in kinds.items() %},
        {{ clean(kind, 'source.' ~ column) }} as {{ column }}
        {%- endfor %}
    from source
),

cleaned as (
    select
        * exclude (_was),
        list_filter([
            {%- for column, kind in kinds.items() if kind != 'text' %}
            case
                when _was.{{ column }} is distinct from {{ column }}
                    then {
                        'rule': {{ fix_rule('_was.' ~ column, kind) }},
                        'column': '{{ column }}',
                        'was': _was.{{ column }},
                        'becomes': {{ column }}
                    }
            end{{ "," if not loop.last }}
            {%- endfor %}
        ], lambda fix: fix is not null) as _fixes,
        md5(row({{ kinds | join(', ') }})::varchar) as _fingerprint
    from canonical
)
{%- endmacro %}

{% macro clean(kind, text) -%}
{%- set cleaners = {
    'code': clean_code, 'name': clean_name, 'number': clean_number, 'amount': clean_amount, 'date': clean_date,
    'date_or_month': clean_date_or_month, 'area_code': clean_area_code, 'area_name': clean_area_name,
    'application_number': clean_application_number, 'application_numbers': clean_application_numbers,
    'month': clean_month, 'year': clean_year, 'percent': clean_percent
} -%}
{{ text if kind == 'text' else cleaners[kind](text) }}
{%- endmacro %}

{% macro fix_rule(was, kind) -%}
case
    when {{ was }} in ('…', '……', '...', '-', '—', '/') then 'missing_marker'
    when regexp_full_match({{ was }}, '-1([.]0+)?(万元)?') then 'negotiable_amount'
    when regexp_matches({{ was }}, '[！-～　]') then 'full_width'
    when regexp_matches({{ was }}, '^-?[0-9]{1,3}(,[0-9]{3})+') then 'thousands_separator'
    else '{{ kind }}_form'
end
{%- endmacro %}

{#- The faults of a row as a list of (rule, column, value); faults: list of [rule, column, condition]. -#}
{% macro faults(rules) -%}
list_filter([
    {%- for rule, column, condition in rules %}
    case
        when {{ condition }}
            then {'rule': '{{ rule }}', 'column': '{{ column }}', 'value': {{ column }}::varchar}
    end{{ "," if not loop.last }}
    {%- endfor %}
], lambda fault: fault is not null)
{%- endmacro %}

{#- The faults of a row: its own, or, where it has none, those found beside the other rows. -#}
{% macro settled_faults(rules) -%}
case
            when len(_row_faults) > 0 then _row_faults
            else {{ faults(rules) }}
        end
{%- endmacro %}

{#- The rows of a base model that count, typed and without their file's traces. -#}
{% macro accepted(base) -%}
select * exclude (_faults, _fixes)
from {{ ref(base) }}
where len(_faults) = 0
{%- endmacro %}

{#- Post-hook of every base model: what became of each row, for the report and the clerks. -#}
{% macro write_row_accounts() -%}
{%- set folder = env_var('DATA_HOME') ~ '/built/incoming/rows' -%}
{%- set feed = this.identifier | replace('base_', '', 1) | replace('__', '/') -%}
copy (
    select
        '{{ feed }}' as feed,
        _file as file,
        _sheet as sheet,
        _row as "row",
        case when len(_faults) > 0 then 'quarantined' when len(_fixes) > 0 then 'corrected' else 'accepted' end as outcome,
        _faults as faults,
        _fixes as fixes
    from {{ this }}
    order by file, sheet, "row"
) to '{{ folder }}/{{ this.identifier }}.parquet' (format parquet, compression zstd)
{%- endmacro %}

{#- Post-hook of every dataset: the candidate-to-be, ordered so that equal data are equal bytes. -#}
{% macro write_built() -%}
copy (select * from {{ this }} order by all)
to '{{ env_var("DATA_HOME") }}/built/incoming/{{ this.identifier }}.parquet' (format parquet, compression zstd)
{%- endmacro %}
