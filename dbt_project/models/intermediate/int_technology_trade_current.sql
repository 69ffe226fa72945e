-- one row per contract as it stands: its newest act decides; once cancelled, be it by a row in quarantine, it counts nowhere
with

cancelled as (
    select contract_number
    from {{ ref('base_commerce_bureau__technology_trade') }}
    where act = 'cancelled' and contract_number is not null
)

select *
from {{ ref('stg_commerce_bureau__technology_trade') }}
where contract_number not in (select cancelled.contract_number from cancelled)
qualify row_number() over (partition by contract_number order by act_on desc, act asc) = 1
