select
    year,
    institution_name,
    institution_type as holder_type,
    cast(income as decimal(18, 2)) as conversion_income,
    cast(reward as decimal(18, 2)) as reward_total,
    cast(staff_reward as decimal(18, 2)) as staff_reward,
    {{ percentage('staff_reward', 'reward') }} as staff_reward_share,
    case
        when coalesce(reward, 0) = 0 then 'no_reward'
        when staff_reward * 100 >= reward * 5 then 'met'
        else 'not_met'
    end as five_percent_rule,
    cast(points as integer) as contribution_points,
    cast(listed_patents as integer) as separately_listed_patents,
    'A' as obs_status,
    'F' as conf_status
from {{ ref('stg_education_bureau__transfer_rewards') }}
