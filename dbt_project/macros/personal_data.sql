{#- True where a text holds a mobile number, an identity-card number or an e-mail address. -#}
{% macro personal_data(text) -%}
regexp_matches({{ text }}, '(^|[^0-9])1[3-9][0-9]{9}([^0-9]|$)|(^|[^0-9])[1-9][0-9]{16}[0-9Xx]([^0-9]|$)|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+')
{%- endmacro %}
