{#- Annual returns of industry and services: one form, two feeds. The items are listed as words. -#}

{% macro money_items() -%}
total_assets total_liabilities operating_revenue operating_cost taxes_and_surcharges selling_expenses
administrative_expenses rd_expenses financial_expenses asset_impairment_losses credit_impairment_losses
other_income investment_income fair_value_gains disposal_gains operating_profit total_profit gross_output
intermediate_input production_subsidies capitalised_rd payroll_payable vat_payable depreciation
{%- endmacro %}

{% macro required_items() -%}
operating_revenue taxes_and_surcharges operating_profit gross_output intermediate_input payroll_payable vat_payable
depreciation
{%- endmacro %}

{% macro base_returns(feed, form) -%}
{%- set kinds = {
    'organisation_code': 'code', 'unit_name': 'text', 'industry_code': 'code', 'industry_edition': 'code',
    'size_class': 'code', 'registration_type': 'text', 'year': 'number', 'reported_on': 'date',
    'average_employees': 'number'
} -%}
{%- for item in money_items().split() %}{% do kinds.update({item: 'thousands'}) %}{% endfor -%}
{%- set rules = [
    ['organisation_code_check', 'organisation_code', 'not coalesce(' ~ is_organisation_code('organisation_code') ~ ', false)'],
    ['number_unreadable', 'year', "not coalesce(regexp_full_match(year, '20[0-9]{2}'), false)"],
    ['number_unreadable', 'average_employees', "not regexp_full_match(average_employees, '[0-9]{1,9}')"],
    ['date_impossible', 'reported_on', is_no_date('reported_on')],
    ['industry_code_unknown', 'industry_code', "coalesce(_named_in_2017, _named_in_2011) is null and industry_edition = '2017'"],
    ['industry_code_of_2011_only', 'industry_code',
        "_named_in_2017 is null and _named_in_2011 is not null and industry_edition = '2017'"],
    ['industry_edition_other_meaning', 'industry_edition', "industry_edition = '2011'"],
    ['industry_edition_unknown', 'industry_edition', "coalesce(industry_edition, '') not in ('2011', '2017')"]
] -%}
{%- for item in money_items().split() -%}
{%- do rules.append(['number_unreadable', item, "not regexp_full_match(" ~ item ~ ", '-?[0-9]{1,12}([.][0-9]{1,5})?')"]) -%}
{%- endfor -%}
{%- for item in required_items().split() -%}
{%- do rules.append(['required_missing', item, item ~ ' is null']) -%}
{%- endfor -%}

with

{{ cleaned_delivery('statistics_bureau', feed, kinds) }},

looked_up as (
    select
        cleaned.*,
        editions.name_2017,
        editions.name_2011,
        case when cleaned.industry_edition = '2011' then editions.becomes_2017 end as _becomes
    from cleaned
    left join {{ ref('stg_codelists__industry_editions') }} as editions
        on cleaned.industry_code = editions.code
),

recoded as (
    -- a code of 2011 moves to its one successor in 2017; where that is not certain, what was meant cannot be known
    select
        * exclude (name_2017, name_2011, _becomes) replace (
            case when _becomes is null then industry_edition else '2017' end as industry_edition,
            coalesce(_becomes, industry_code) as industry_code,
            case
                when _becomes is null then _fixes
                when _becomes = industry_code
                    then _fixes || [{{ fix_of_edition('industry_edition_same_meaning', 'industry_edition', "'2017'") }}]
                else _fixes || [
                    {{ fix_of_edition('industry_edition_renumbered', 'industry_edition', "'2017'") }},
                    {{ fix_of_edition('industry_edition_renumbered', 'industry_code', '_becomes') }}
                ]
            end as _fixes
        ),
        case when _becomes is null then name_2017 else name_2011 end as _named_in_2017,
        name_2011 as _named_in_2011
    from looked_up
),

judged as (
    select
        *,
        {{ faults(rules) }} as _row_faults
    from recoded
),

compared as (
    select
        judged.*,
        register.organisation_code is null as _not_on_register,
        coalesce(register.form, '') != '{{ form }}' as _listed_elsewhere,
        row_number() over (partition by judged._fingerprint order by judged._file, judged._row) as _copy,
        row_number() over (
            partition by judged.organisation_code, judged.year, len(judged._row_faults) = 0
            order by judged.reported_on desc, judged._file, judged._row
        ) as _submission
    from judged
    left join {{ ref('stg_statistics_bureau__unit_register') }} as register
        on
            judged.organisation_code = register.organisation_code
            and judged.year = register.year::varchar
),

final as (
    select
        _snapshot,
        _file,
        _sheet,
        _row,
        organisation_code,
        unit_name,
        industry_code,
        try_cast(year as integer) as year,
        try_cast(reported_on as date) as reported_on,
        {% for item in money_items().split() -%}
        try_cast({{ item }} as decimal(18, 5)) as {{ item }},
        {% endfor -%}
        try_cast(average_employees as integer) as average_employees,
        _fixes,
        {{ settled_faults([
            ['duplicate_row', 'organisation_code', '_copy > 1'],
            ['superseded_return', 'reported_on', '_copy = 1 and _submission > 1'],
            ['unit_not_on_register', 'organisation_code', '_not_on_register'],
            ['unit_not_listed_for_form', 'organisation_code', '_listed_elsewhere and not _not_on_register']
        ]) }} as _faults
    from compared
)

select * from final
{%- endmacro %}

{% macro fix_of_edition(rule, column, becomes) -%}
{'rule': '{{ rule }}', 'column': '{{ column }}', 'was': {{ column }}, 'becomes': {{ becomes }}}
{%- endmacro %}
