{#- How a delivered cell becomes a canonical text. Each macro takes an SQL expression and returns one. -#}

{#- Without tabs, no-break spaces and what has no width: zero-width characters, direction and byte order marks. -#}
{% macro visible(text) -%}
{%- set unseen = [9, 160, 8203, 8204, 8205, 8206, 8207, 8288, 65279] -%}
translate({{ text }}, {% for code in unseen %}chr({{ code }}){{ " || " if not loop.last }}{% endfor %}, '')
{%- endmacro %}

{% macro half_width(text) -%}
trim(translate({{ visible(text) }},
    '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ　',
    '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz '))
{%- endmacro %}

{#- The called text with `name` standing for a value: written and computed once, however often the text names it. -#}
{% macro with_value(name, value) -%}
list_transform([{{ value }}], lambda {{ name }}: {{ caller() }})[1]
{%- endmacro %}

{% macro present(text) -%}
list_filter([{{ text }}], lambda found: found not in ('', '…', '……', '...', '-', '—', '/'))[1]
{%- endmacro %}

{% macro clean_code(text) -%}
{{ present("upper(replace(" ~ half_width(text) ~ ", ' ', ''))") }}
{%- endmacro %}

{% macro clean_name(text) -%}
{{ present("replace(replace(" ~ visible(text) ~ ", ' ', ''), '　', '')") }}
{%- endmacro %}

{#- Commas go where they part whole groups of thousands, spaces before a unit; any other stays, and is a fault. -#}
{% macro clean_number(text) -%}
{%- set number = "regexp_replace(" ~ half_width(text) ~ ", '^(-?[0-9.,]+) +(元|万元|亿元)$', '\\1\\2')" -%}
{%- call with_value('number', number) -%}
case
    when regexp_full_match(number, '-?[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?(元|万元|亿元)?')
        then replace(number, ',', '')
    else {{ present('number') }}
end
{%- endcall -%}
{%- endmacro %}

{#- 万元 is the feed's unit; a cell that names another unit is converted, −1 means negotiable and so unknown.
    What is too great for a sum stays as delivered: a fault, never a blank. -#}
{% macro clean_amount(text) -%}
list_filter([{{ amount_or_negotiable(text) }}], lambda told: told != '-1')[1]
{%- endmacro %}

{#- An amount that is asked for: −1 and 面议 are both −1, negotiable, which is not the same as not told. -#}
{% macro clean_price(text) -%}
case when {{ clean_name(text) }} = '面议' then '-1' else {{ amount_or_negotiable(text) }} end
{%- endmacro %}

{% macro amount_or_negotiable(text) -%}
{%- call with_value('amount', clean_number(text)) -%}
regexp_replace(case
    when regexp_full_match(amount, '-?[0-9]+([.][0-9]+)?万元') then replace(amount, '万元', '')
    when regexp_full_match(amount, '-?[0-9]+([.][0-9]+)?亿元') then {{ in_wan_yuan('amount', '亿元', '10000') }}
    when regexp_full_match(amount, '-?[0-9]+([.][0-9]+)?元') then {{ in_wan_yuan('amount', '元', '0.0001') }}
    else amount
end, '^-1([.]0+)?$', '-1')
{%- endcall -%}
{%- endmacro %}

{% macro in_wan_yuan(number, unit, factor) -%}
coalesce(
    try_cast(try_cast(replace({{ number }}, '{{ unit }}', '') as decimal(30, 12)) * {{ factor }} as decimal(18, 6))::varchar,
    {{ number }}
)
{%- endmacro %}

{#- Without spaces and without a time of day at the end. -#}
{% macro without_time(text) -%}
{%- set time = '[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?' -%}
regexp_replace(
    replace(regexp_replace({{ half_width(text) }}, '( +{{ time }})+$', ''), ' ', ''),
    '(T{{ time }})+$', ''
)
{%- endmacro %}

{% macro clean_date(text) -%}
{%- call with_value('day', without_time(text)) -%}
case
    when regexp_full_match(day, '[0-9]{4}-[0-9]{2}-[0-9]{2}') then day
    when regexp_full_match(day, '[0-9]{4}[/.年-][0-9]{1,2}[/.月-][0-9]{1,2}日?')
        then {{ iso_date('day', '([0-9]{4})[^0-9]([0-9]{1,2})[^0-9]([0-9]{1,2})日?') }}
    when regexp_full_match(day, '[12][0-9]{7}') then {{ iso_date('day', '([0-9]{4})([0-9]{2})([0-9]{2})') }}
    when regexp_full_match(day, '[1-9][0-9]{4}') then (date '1899-12-30' + cast(day as integer))::varchar
    else {{ present('day') }}
end
{%- endcall -%}
{%- endmacro %}

{#- A date of which only the month is known is dated to its first day. -#}
{% macro clean_date_or_month(text) -%}
{%- call with_value('written', without_time(text)) -%}
{{ clean_date("case when regexp_full_match(written, '[0-9]{4}年[0-9]{1,2}月') then written || '1日' else " ~ text ~ " end") }}
{%- endcall -%}
{%- endmacro %}

{#- True for a text that is no day between the first patent act of 1985 and 2099, and for none at all. -#}
{% macro is_no_date(text) -%}
coalesce(try_cast({{ text }} as date) not between date '1985-01-01' and date '2099-12-31', true)
{%- endmacro %}

{% macro iso_date(date, pattern) -%}
regexp_extract({{ date }}, '{{ pattern }}', 1)
    || '-' || lpad(regexp_extract({{ date }}, '{{ pattern }}', 2), 2, '0')
    || '-' || lpad(regexp_extract({{ date }}, '{{ pattern }}', 3), 2, '0')
{%- endmacro %}

{% macro clean_area_code(text) -%}
{%- set code = clean_code(text) -%}
coalesce((select becomes from {{ ref('area_superseded') }} where was = {{ code }}), {{ code }})
{%- endmacro %}

{% macro clean_area_name(text) -%}
{%- set name = clean_name(text) -%}
coalesce((select becomes_name from {{ ref('area_superseded') }} where was_name = {{ name }}), {{ name }})
{%- endmacro %}

{#- ZL prefix, width, spaces and a missing dot before the check digit. -#}
{% macro clean_application_number(text) -%}
regexp_replace(regexp_replace({{ clean_code(text) }}, '^(ZL)+([0-9])', '\2'), '^([0-9]{8}|[0-9]{12})([0-9X])$', '\1.\2')
{%- endmacro %}

{#- Several numbers joined by any list sign; each as above, joined by `;`. -#}
{% macro clean_application_numbers(text) -%}
{%- set several = "regexp_replace(regexp_replace(" ~ clean_code(text) ~ ", '[、,；;]+', ';', 'g'), '^;|;$', '', 'g')" -%}
array_to_string(
    list_transform(string_split({{ several }}, ';'), lambda one: {{ clean_application_number('one') }}), ';'
)
{%- endmacro %}

{#- A month as YYYY-MM: 2024年6月, 2024/6, 202406 and any day of it. -#}
{% macro clean_month(text) -%}
{%- call with_value('month', without_time(text)) -%}
case
    when regexp_full_match(month, '[0-9]{4}[/.年-][0-9]{1,2}月?')
        then regexp_extract(month, '([0-9]{4})', 1)
            || '-' || lpad(regexp_extract(month, '[0-9]{4}[^0-9]([0-9]{1,2})', 1), 2, '0')
    when regexp_full_match(month, '[12][0-9]{5}') then month[1:4] || '-' || month[5:6]
    else {{ present('month') }}
end
{%- endcall -%}
{%- endmacro %}

{#- A year, with or without 年. -#}
{% macro clean_year(text) -%}
regexp_replace({{ clean_number(text) }}, '^([0-9]{4})年度?$', '\1')
{%- endmacro %}

{#- A percentage, with or without its sign. -#}
{% macro clean_percent(text) -%}
regexp_replace({{ clean_number(text) }}, '^(-?[0-9.]+) *%$', '\1')
{%- endmacro %}
