{#- Check characters of organisation codes (GB 32100-2015 and GB 11714) and of patent numbers, as SQL. -#}

{% macro is_organisation_code(code) -%}
(
    regexp_full_match({{ code }}, '[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}')
    and {{ weighted(code, '0123456789ABCDEFGHJKLMNPQRTUWXY', [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]) }}
        = (31 - strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr({{ code }}, 18, 1)) + 1) % 31
    and {{ is_gb11714("substr(" ~ code ~ ", 9, 9)") }}
)
{%- endmacro %}

{% macro is_gb11714(code) -%}
substr('0X987654321', 1 + {{ weighted_modulo(code, '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', [3, 7, 9, 10, 5, 8, 4, 2], 11) }}, 1)
    = substr({{ code }}, 9, 1)
{%- endmacro %}

{% macro weighted(code, alphabet, weights) -%}
{{ weighted_modulo(code, alphabet, weights, 31) }}
{%- endmacro %}

{% macro weighted_modulo(code, alphabet, weights, modulus) -%}
(({% for weight in weights %}{{ weight }} * (strpos('{{ alphabet }}', substr({{ code }}, {{ loop.index }}, 1)) - 1){{ " + " if not loop.last }}{% endfor %}) % {{ modulus }})
{%- endmacro %}

{#- Before October 2003 a number has 8 digits, since then 12; the check digit follows a dot, 10 is X. -#}
{% macro is_application_number(number) -%}
(case
    when regexp_full_match({{ number }}, '[0-9]{12}[.][0-9X]')
        then {{ application_check(number, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) }}
    when regexp_full_match({{ number }}, '[0-9]{8}[.][0-9X]')
        then {{ application_check(number, [2, 3, 4, 5, 6, 7, 8, 9]) }}
    else false
end)
{%- endmacro %}

{% macro application_check(number, weights) -%}
substr('0123456789X', 1 + {{ weighted_modulo(number, '0123456789', weights, 11) }}, 1) = right({{ number }}, 1)
{%- endmacro %}
