{#- The base model of a feed whose rows stand on their own: each column by its kind, then duplicates and newer states.
    columns: name ► kind, with `!` where a row cannot do without it: text, name, code, organisation_code, patent_number,
    patent_numbers, date, month, year, amount (万元), thousands (千元), price (万元; `<column>_is_negotiable` where it is −1), count,
    number, percent, area_code, area_or_city (3302 too), place_code (also elsewhere), area_name, yes_no, coded:<code list>.
    key: the columns that name what a row is about; the last delivered row of a key counts.
    rules: further [rule, column, condition] over the cleaned texts. remembered: over every snapshot, not the newest. -#}
{% macro base_model(department, feed, columns, key, rules=[], remembered=false) -%}
{%- set kinds = {} -%}
{%- set lists = {} -%}
{%- set all_rules = [] -%}
{%- for column, declared in columns.items() -%}
    {%- set kind = declared.rstrip('!') -%}
    {%- do kinds.update({column: kind.split(':')[0]}) -%}
    {%- if ':' in kind %}{% do lists.update({column: kind.split(':')[1]}) %}{% endif -%}
    {%- if declared.endswith('!') %}{% do all_rules.append(['required_missing', column, 'coalesce(' ~ column ~ ", '') = ''"]) %}{% endif -%}
    {%- set rule = rule_of_kind(kind.split(':')[0]) -%}
    {%- if rule %}{% do all_rules.append([rule, column, broken_by_kind(column, kind.split(':')[0])]) %}{% endif -%}
{%- endfor -%}
{%- set cleaners = {} -%}
{%- set delivery = one_delivery() ~ ', ' if remembered else '' -%}
{%- for column, kind in kinds.items() %}{% do cleaners.update({column: cleaner_of_kind(kind)}) %}{% endfor -%}

with

{{ cleaned_delivery(department, feed, cleaners, remembered) }},

looked_up as (
    select
        cleaned.*
        {%- for column in lists %},
        list_{{ column }}.code as _code_of_{{ column }}
        {%- endfor %}
    from cleaned
    {%- for column, list in lists.items() %}
    left join {{ ref(list) }} as list_{{ column }}
        on cleaned.{{ column }} = list_{{ column }}.zh
    {%- endfor %}
),

judged as (
    select
        *,
        {{ faults(all_rules + rules) }} as _row_faults
    from looked_up
),

compared as (
    select
        *,
        row_number() over (partition by {{ delivery }}_fingerprint order by _file, _sheet, _row) as _copy
    from judged
),

ordered as (
    select
        *,
        row_number() over (
            partition by {{ delivery }}{{ key | join(', ') }}, len(_row_faults) = 0, _copy = 1
            order by _file desc, _sheet desc, _row desc
        ) as _state
    from compared
),

final as (
    select
        _snapshot,
        _file,
        _sheet,
        _row,
        {%- for column, kind in kinds.items() %}
        {{ typed(column, kind) }} as {{ column }},
        {%- if kind == 'price' %}
        coalesce({{ column }} = '-1', false) as {{ column }}_is_negotiable,
        {%- endif %}
        {%- endfor %}
        {%- if remembered %}
        _counted_from,
        _counted_to,
        _fingerprint,
        {%- endif %}
        _fixes,
        {{ settled_faults([
            ['duplicate_row', key[0], '_copy > 1'],
            ['superseded_state', key[0], '_copy = 1 and _state > 1']
        ]) }} as _faults
    from ordered
)

select * from final
{%- endmacro %}

{% macro cleaner_of_kind(kind) -%}
{%- set cleaners = {
    'organisation_code': 'code', 'patent_number': 'application_number', 'patent_numbers': 'application_numbers',
    'count': 'number', 'area_or_city': 'area_code', 'place_code': 'area_code', 'yes_no': 'name', 'coded': 'name'
} -%}
{{ cleaners.get(kind, kind) }}
{%- endmacro %}

{#- The rule that a cell of this kind can break; empty where it can break none. -#}
{% macro rule_of_kind(kind) -%}
{%- set rules = {
    'organisation_code': 'organisation_code_check', 'patent_number': 'application_number_check',
    'patent_numbers': 'application_number_check', 'date': 'date_impossible', 'month': 'date_impossible',
    'year': 'number_unreadable', 'amount': 'number_unreadable', 'thousands': 'number_unreadable',
    'price': 'number_unreadable',
    'count': 'number_unreadable', 'number': 'number_unreadable', 'percent': 'number_unreadable',
    'area_code': 'area_code_unknown', 'area_or_city': 'area_code_unknown', 'place_code': 'area_code_unknown', 'area_name': 'area_name_unknown',
    'yes_no': 'code_unknown', 'coded': 'code_unknown'
} -%}
{{ rules.get(kind, '') }}
{%- endmacro %}

{#- When a cell that is there breaks the rule of its kind. -#}
{% macro broken_by_kind(column, kind) -%}
{%- set numbers = {
    'year': '(19|20)[0-9]{2}', 'amount': '[0-9]{1,10}([.][0-9]{1,6})?',
    'thousands': '-?[0-9]{1,12}([.][0-9]{1,5})?', 'price': '-1|[0-9]{1,10}([.][0-9]{1,6})?', 'count': '[0-9]{1,12}',
    'number': '-?[0-9]{1,12}([.][0-9]{1,4})?', 'percent': '-?[0-9]{1,6}([.][0-9]{1,4})?'
} -%}
{{ column }} is not null and
{%- if kind in numbers %} not regexp_full_match({{ column }}, '{{ numbers[kind] }}')
{%- elif kind == 'organisation_code' %} not {{ is_organisation_code(column) }}
{%- elif kind == 'patent_number' %} not {{ is_application_number(column) }}
{%- elif kind == 'patent_numbers' %} len(list_filter(string_split({{ column }}, ';'),
    lambda number: not {{ is_application_number('number') }})) > 0
{%- elif kind == 'date' %} {{ is_no_date(column) }}
{%- elif kind == 'month' %} {{ is_no_date(column ~ " || '-01'") }}
{%- elif kind == 'area_code' %} not {{ is_area_of_city(column) }}
{%- elif kind == 'area_or_city' %} {{ column }} != '{{ var('city_code') }}' and not {{ is_area_of_city(column) }}
{%- elif kind == 'place_code' %} (not regexp_full_match({{ column }}, '[0-9]{6}')
    or {{ column }} like '{{ var('city_code') }}%' and not {{ is_area_of_city(column) }})
{%- elif kind == 'area_name' %} {{ column }} not in (select zh from {{ ref('area') }}) and not {{ is_of_which(column) }}
{%- elif kind == 'yes_no' %} {{ column }} not in ('是', '否')
{%- elif kind == 'coded' %} _code_of_{{ column }} is null
{%- endif -%}
{%- endmacro %}

{% macro typed(column, kind) -%}
{%- set types = {
    'date': 'date', 'year': 'integer', 'amount': 'decimal(18, 6)', 'thousands': 'decimal(18, 5)', 'count': 'bigint', 'number': 'decimal(18, 4)',
    'percent': 'decimal(18, 4)'
} -%}
{%- if kind in types -%}
try_cast({{ column }} as {{ types[kind] }})
{%- elif kind == 'price' -%}
try_cast(nullif({{ column }}, '-1') as decimal(18, 6))
{%- elif kind == 'coded' -%}
_code_of_{{ column }}
{%- elif kind == 'yes_no' -%}
{{ column }} = '是'
{%- else -%}
{{ column }}
{%- endif -%}
{%- endmacro %}
