{#- A delivery row by row: what was cleaned, what is wrong, what became of the row. None is dropped. -#}

{#- CTEs `source` and `cleaned` of a feed. kinds: column ► the clean_… macro that makes its text canonical;
    every change is kept in `_fixes` as (rule, column, was, becomes), but for the unit of a whole file. -#}
{% macro cleaned_delivery(department, feed, kinds, remembered=false) -%}
delivered as (
    {%- if remembered %}
    select
        rows.*,
        spell.counted_from as _counted_from,
        spell.counted_to as _counted_to
    from {{ raw_rows(department, feed) }} as rows
    inner join {{ source('raw_zone', 'deliveries') }} as spell
        on
            spell.feed = '{{ department }}/{{ feed }}'
            and rows._file = spell.file
            and rows._snapshot = spell.snapshot
    {%- else %}
    select * from {{ raw_rows(department, feed) }}
    {%- endif %}
),

{{ with_known_errors(department ~ '/' ~ feed, kinds.keys() | list) }},

canonical as (
    select
        source as _was,
        _snapshot,
        _file,
        _sheet,
        _title,
        _unit,
        _known,
        _row
        {%- if remembered %},
        _counted_from,
        _counted_to
        {%- endif %}
        {%- for column, kind in kinds.items() %},
        {{ clean(kind, 'source.' ~ column) }} as {{ column }}
        {%- endfor %}
    from source
),

written as (
    select
        *,
        list_concat(_known, list_filter([
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
        ], lambda fix: fix is not null)) as _fixes
    from canonical
),

converted as (
    select * exclude (_was, _known, _unit)
        {%- set money = kinds.items() | selectattr(1, 'in', ['amount', 'thousands', 'hundred_millions']) | list %}
        {%- if money %} replace (
            {%- for column, kind in money %}
            {{ in_unit_of_model(column, money_unit(kind)) }} as {{ column }}{{ "," if not loop.last }}
            {%- endfor %}
        )
        {%- endif %}
    from written
),

cleaned as (
    select
        *,
        md5(row({{ kinds | join(', ') }})::varchar) as _fingerprint
    from converted
)
{%- endmacro %}

{#- The rows of a feed's snapshots; of an encrypted raw zone the relation that orchestration/raw_zone_plugin.py opens. -#}
{% macro raw_rows(department, feed) -%}
{%- set place = source(department, feed) | string -%}
{%- if env_var('RAW_KEY', '') and '/raw/' in place -%}
{{ 'known' if '/raw/known/' in place else 'current' }}__{{ department }}__{{ feed }}
{%- else -%}
{{ place }}
{%- endif -%}
{%- endmacro %}

{% macro clean(kind, text) -%}
{%- set cleaners = {
    'code': clean_code, 'name': clean_name, 'number': clean_number, 'amount': clean_amount, 'date': clean_date,
    'date_or_month': clean_date_or_month, 'area_code': clean_area_code, 'area_name': clean_area_name,
    'application_number': clean_application_number, 'application_numbers': clean_application_numbers,
    'month': clean_month, 'year': clean_year, 'percent': clean_percent, 'price': clean_price,
    'thousands': clean_number, 'hundred_millions': clean_number
} -%}
{{ text if kind == 'text' else cleaners[kind](text) }}
{%- endmacro %}

{% macro fix_rule(was, kind) -%}
case
    when regexp_full_match({{ was }}, '…|……|[.]{3}|-|—|/') then 'missing_marker'
    when regexp_full_match({{ was }}, '-1([.]0+)?(万元)?|面议') then 'negotiable_amount'
    when regexp_matches({{ was }}, '[！-～　]') then 'full_width'
    when regexp_matches({{ was }}, '^-?[0-9]{1,3}(,[0-9]{3})+') then 'thousands_separator'
    else '{{ {'thousands': 'number', 'hundred_millions': 'number'}.get(kind, kind) }}_form'
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
{% macro accepted(base, remembered=false) -%}
select * exclude (_faults, _fixes{{ ", _counted_from, _counted_to, _fingerprint" if remembered }})
from {{ ref(base) }}
where len(_faults) = 0{{ " and _counted_to is null" if remembered }}
{%- endmacro %}

{#- Rows of a remembered feed that lay before us together: all files that count now, or one that counted once. -#}
{% macro one_delivery() -%}
case when _counted_to is not null then _snapshot || _counted_from end
{%- endmacro %}

{#- Every state in which a remembered feed ever listed a key, and when: one row per unbroken time with equal content. -#}
{% macro with_history(base, key) -%}
{%- set by_key -%}
partition by {{ key | join(', ') }} order by _counted_from
{%- endset -%}
with

spells as (
    select
        *,
        len(_faults) > 0 as _is_withheld,
        coalesce(lag(_counted_to) over ({{ by_key }}) != _counted_from, true) as _is_listed_anew,
        coalesce(lag(_fingerprint) over ({{ by_key }}) != _fingerprint, true) as _is_changed
    from {{ ref(base) }}
    where not list_contains(list_transform(_faults, lambda fault: fault.rule), 'duplicate_row')
        and not list_contains(list_transform(_faults, lambda fault: fault.rule), 'superseded_state')
),

versions as (
    select
        *,
        sum(cast(_is_listed_anew or _is_changed as integer)) over ({{ by_key }}) as _version
    from spells
),

states as (
    select
        * replace (
            min(_counted_from) over (partition by {{ key | join(', ') }}, _version) as _counted_from,
            case
                when bool_or(_counted_to is null) over (partition by {{ key | join(', ') }}, _version) then null
                else max(_counted_to) over (partition by {{ key | join(', ') }}, _version)
            end as _counted_to
        ),
        row_number() over (partition by {{ key | join(', ') }}, _version order by _counted_from) as _spell
    from versions
),

followed as (
    select
        *,
        _version = 1 as _is_first,
        lead(_counted_from) over ({{ by_key }}) as _next_from,
        lead(_is_withheld) over ({{ by_key }}) as _next_is_withheld
    from states
    where _spell = 1
)

select
    * exclude (_faults, _fixes, _counted_from, _counted_to, _fingerprint, _is_withheld, _is_listed_anew, _is_changed,
        _version, _spell, _is_first, _next_from, _next_is_withheld),
    cast(_version as integer) as version,
    _counted_from as valid_from,
    _counted_to as valid_to,
    case
        when _counted_to is null then 'current'
        when coalesce(_next_from != _counted_to, true) then 'removed'
        when _next_is_withheld then 'withheld'
        else 'superseded'
    end as record_state,
    case when _is_first then 'listed' when _is_listed_anew then 'relisted' else 'changed' end as change_reason
from followed
where not _is_withheld
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
    {%- if '_counted_to' in adapter.get_columns_in_relation(this) | map(attribute='name') %}
    where _counted_to is null
    {%- endif %}
    order by file, sheet, "row"
) to '{{ folder }}/{{ this.identifier }}.parquet' (format parquet, compression zstd)
{%- endmacro %}

{#- Post-hook of every dataset: the candidate-to-be, ordered so that equal data are equal bytes. -#}
{% macro write_built() -%}
copy (select * from {{ this }} order by all)
to '{{ env_var("DATA_HOME") }}/built/incoming/{{ this.identifier }}.parquet' (format parquet, compression zstd)
{%- endmacro %}
