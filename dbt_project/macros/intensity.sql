{#- Whether part / whole exceeds threshold × the city's part / whole, in whole numbers; unknown where one of them is, or
    where there is no whole. Amounts have at most 4 decimals, the threshold 2. -#}
{% macro is_above_mean(part, whole, city_part, city_whole, threshold) -%}
100 * {{ in_ten_thousandths(part) }}
            * {{ in_ten_thousandths(city_whole) }}
        > cast({{ threshold }} * 100 as hugeint)
            * {{ in_ten_thousandths(city_part) }}
            * nullif({{ in_ten_thousandths(whole) }}, 0)
{%- endmacro %}

{% macro in_ten_thousandths(number) -%}
cast(cast({{ number }} as decimal(38, 4)) * 10000 as hugeint)
{%- endmacro %}

{#- Y or N, and nothing where it is unknown or does not apply. -#}
{% macro yes_or_no(condition, is_inapplicable) -%}
case when {{ is_inapplicable }} then null when {{ condition }} then 'Y' when not {{ condition }} then 'N' end
{%- endmacro %}
