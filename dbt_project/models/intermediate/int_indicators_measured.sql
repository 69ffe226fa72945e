-- what is monitored, one line per indicator; a further one is a line here, in codelists/monitor_indicator and in
-- parameters/monitor_indicators: indicator, dataset, period column, value, size of its base, rows
{%- set indicators = [
    ['technology_contract_turnover', 'technology_contract_turnover', 'month', 'cumulative_value', 'contracts',
        "contract_type = '_T' and patent_related = 'Y'"],
    ['high_value_per_10k', 'high_value_patents', 'year', 'high_value_per_10k', 'resident_population',
        "high_value_kind = '_T'"],
    ['zero_out_share', 'zero_out_progress', 'year', 'cleared_share', 'above_scale_enterprises',
        "industry_group = '_T'"],
    ['value_added_share_of_gdp', 'patent_intensive_value_added', 'year', 'share_of_gdp', 'units',
        "category_code = '00'"]
] %}
with

measured as (
    {% for indicator, dataset, period, value, base, rows in indicators %}
        select
            '{{ indicator }}' as indicator,
            cast({{ period }} as varchar) as period,
            area_code,
            cast({{ value }} as decimal(18, 2)) as indicator_value,
            cast({{ base }} as decimal(18, 2)) as base,
            obs_status,
            conf_status
        from {{ ref(dataset) }}
        where {{ rows }}
        {% if not loop.last %}
            union all
        {% endif %}
    {% endfor %}
)

select * from measured
