-- revenue of each patent-intensive category in each quarter, 千元; the bureau's summary, and where industry has left it
-- the growth of the same units on the same quarter (可比口径), to which a unit that is silent in either adds nothing
with

members as (
    select
        list.gbt4754_code as industry_code,
        list.code1 as category_code,
        groups.division is not null as is_industry
    from {{ ref('patent_intensive_2019') }} as list
    left join {{ ref('industry_groups') }} as groups
        on list.gbt4754_code[:2] = groups.division
),

summarised as (
    select
        returns.month,
        members.category_code,
        members.is_industry,
        cast(sum(returns.revenue_to_date) as decimal(24, 6)) as revenue_to_date
    from {{ ref('stg_statistics_bureau__quarterly_revenue') }} as returns
    inner join members
        on returns.industry_code = members.industry_code
    group by returns.month, members.category_code, members.is_industry
),

last_summary as (
    select max(month) as month
    from summarised
    where is_industry
),

matched as (
    select
        returns.month,
        members.category_code,
        sum(returns.revenue_to_date) as revenue_to_date,
        sum(returns.revenue_to_date_before) as revenue_to_date_before
    from {{ ref('stg_statistics_bureau__monthly_revenue') }} as returns
    inner join members
        on returns.industry_code = members.industry_code
    inner join last_summary
        on returns.month > last_summary.month
    where
        right(returns.month, 2) in ('03', '06', '09', '12')
        and returns.revenue_to_date > 0
        and returns.revenue_to_date_before > 0
    group by returns.month, members.category_code
),

of_all as (
    select
        month,
        sum(revenue_to_date) / sum(revenue_to_date_before) as growth
    from matched
    group by month
),

-- a category none of whose units tells both years moves like all
growing as (
    select
        of_all.month,
        summarised.category_code,
        summarised.revenue_to_date,
        list(coalesce(matched.revenue_to_date / matched.revenue_to_date_before, of_all.growth)) over (
            partition by summarised.category_code, summarised.month order by of_all.month
        ) as growths
    from of_all
    cross join last_summary
    inner join summarised
        on
            right(of_all.month, 2) = right(summarised.month, 2)
            and left(last_summary.month, 4) = left(summarised.month, 4)
            and summarised.is_industry
    left join matched
        on of_all.month = matched.month and summarised.category_code = matched.category_code
),

both_parts as (
    select * from summarised
    union all by name
    select
        month,
        category_code,
        true as is_industry,
        cast(revenue_to_date * list_product(growths) as decimal(24, 6)) as revenue_to_date
    from growing
),

-- a quarter counts once both industry and services are in
complete as (
    select month
    from both_parts
    group by month
    having count(distinct is_industry) = 2
),

cumulative as (
    select
        cast(left(both_parts.month, 4) as integer) as year,
        cast(right(both_parts.month, 2) as integer) // 3 as quarter_of_year,
        both_parts.category_code,
        sum(both_parts.revenue_to_date) as revenue_to_date
    from both_parts
    inner join complete
        on both_parts.month = complete.month
    group by both_parts.month, both_parts.category_code
)

select
    year,
    quarter_of_year,
    category_code,
    cast(
        revenue_to_date
        - coalesce(lag(revenue_to_date) over (partition by category_code, year order by quarter_of_year), 0)
        as decimal(24, 6)
    ) as revenue
from cumulative
