-- every invention patent now in force that is of high value, by its kinds or by the office's own mark
{%- set kinds = {
    'emerging': 'strategic_emerging_industry_flag', 'overseas': 'overseas_family_flag',
    'maintained': 'maintenance_period_flag', 'pledged': 'high_financing_quota_flag', 'awarded': 'award_flag'
} %}
with

inventions as (
    select
        patents.app_number,
        coalesce(area.code, '{{ var('city_code') }}_U') as area_code,
        patents.high_value_flag,
        list_filter(
            [
                {%- for kind, flag in kinds.items() %}
                    case when patents.{{ flag }} then '{{ kind }}' end{{ "," if not loop.last }}
                {%- endfor %}
            ],
            lambda known: known is not null -- noqa: RF02
        ) as kinds
    from {{ ref('stg_ip_office__patents') }} as patents
    left join {{ ref('area') }} as area
        on patents.addr_county = area.zh and area.level = 3
    where {{ is_invention('patents.pat_type') }} and patents.status_code = '10'
)

select
    *,
    high_value_flag and len(kinds) = 0 as is_marked_without_kind
from inventions
where high_value_flag or len(kinds) > 0
