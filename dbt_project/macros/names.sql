{#- Names of organisations: several in one cell, and what of a name does not depend on who wrote it. -#}

{#- The names in a cell as a list. `;` parts any names; a comma, slash or 、 only beside a Chinese character or bracket,
    since foreign names hold some (Co., Ltd.). -#}
{% macro names_in(cell) -%}
{%- set signs = '[、，,/|\\n]' -%}
{%- set after = "regexp_replace(" ~ cell ~ ", '([\\p{Han})）])\\s*" ~ signs ~ "+', '\\1;', 'g')" -%}
list_filter(
    list_transform(
        string_split_regex(regexp_replace({{ after }}, '{{ signs }}+\s*(\p{Han})', ';\1', 'g'), '[;；]'),
        lambda one: trim(one)
    ),
    lambda one: one != ''
)
{%- endmacro %}

{#- Without spaces and differences of width and case. -#}
{% macro plain_name(name) -%}
upper(replace({{ half_width(name) }}, ' ', ''))
{%- endmacro %}

{#- Of a plain name: the firm or body that a branch belongs to. -#}
{% macro parent_name(plain) -%}
regexp_replace(
    {{ plain }},
    '^(.*(?:公司|厂|院|所|学|中心|社))\(?\p{Han}{0,8}?\)?(?:分公司|分厂|分院|分所|分校|分部|办事处|事业部)\)?$', '\1'
)
{%- endmacro %}

{#- Of a plain name: 有限责任公司 is 有限公司, the place stands first and without 市 or 县, brackets are gone. -#}
{% macro name_key(plain) -%}
{%- set form = "replace(replace(" ~ plain ~ ", '有限责任公司', '有限公司'), '(集团)', '集团')" -%}
{%- set place_first = "regexp_replace(" ~ form ~ ", '^(.*)\\((\\p{Han}{2,3}?)市?\\)((?:股份|集团)?有限公司)$', '\\2\\1\\3')" -%}
{%- set unbracketed = "regexp_replace(" ~ place_first ~ ", '[()·.,\\-]', '', 'g')" -%}
regexp_replace({{ unbracketed }}, '^(\p{Han}{2})[市县]', '\1')
{%- endmacro %}

{#- Of a name key: its place, as far as it is of the city. -#}
{% macro place_of_city(name_key) -%}
regexp_extract({{ name_key }}, (
    select '^(?:浙江省?)?(?:{{ var('city_name') }})?(?:' || string_agg(zh[:-2], '|' order by code)
        || ')?(?:经济技术开发区|高新区|保税区)?'
    from {{ ref('area') }}
    where level = 3 and code != '{{ var('city_code') }}_U'
))
{%- endmacro %}

{#- Of a name key: the legal form or kind of body that it ends with. -#}
{% macro legal_form(name_key) -%}
regexp_extract({{ name_key }}, '(?:股份有限公司|集团有限公司|有限公司|合伙企业|研究院|研究所|学院|大学|医院|厂|公司)$')
{%- endmacro %}
