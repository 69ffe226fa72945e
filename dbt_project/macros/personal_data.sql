{#- True where a text holds a telephone, mobile or identity-card number or an e-mail address, in any width; numbers are
    also looked for with the spaces and hyphens between their digits removed. -#}
{% macro personal_data(text) -%}
{%- set told = half_width("translate(" ~ text ~ ", chr(9) || chr(160), '  ')") -%}
{%- set once = "regexp_replace(" ~ told ~ ", '([0-9])[\\s‐-―-]+([0-9])', '\\1\\2', 'g')" -%}
{%- set joined = "regexp_replace(" ~ once ~ ", '([0-9])[\\s‐-―-]+([0-9])', '\\1\\2', 'g')" -%}
regexp_matches(concat_ws(' ; ', {{ told }}, {{ joined }}), '{{ personal_pattern() }}')
{%- endmacro %}

{#- A number followed by 元 is an amount. -#}
{% macro personal_pattern() -%}
{%- set mobile = '((00)?86)?1[3-9][0-9]{9}' -%}
{%- set landline = '0(10|2[0-9]|[3-9][0-9]{2})[) -]{0,2}[0-9]{7,8}' -%}
{%- set identity_card = '[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]' -%}
{%- set end = '([^0-9.元]|[.][^0-9]|[.]?$|[.][0-9]+([^0-9元 ]|$))' -%}
(^|[^0-9])({{ mobile }}|{{ landline }}|{{ identity_card }}){{ end }}|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+
{%- endmacro %}
