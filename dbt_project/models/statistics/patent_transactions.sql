with

{{ gridded('int_transactions_current', 'effective_on', 'quarter',
    {'transaction_kind': 'transaction_kind', 'holder_type': 'holder_type'}, ['amount', 'patent_numbers']) }},

counted as (
    select
        quarter,
        area_code,
        transaction_kind,
        holder_type,
        count(*) filter (where is_event) as transactions,
        {{ distinct_patents('patent_numbers') }} as patents,
        count(amount) as transactions_with_value,
        coalesce(sum(amount), 0) as transaction_value
    from gridded
    group by quarter, area_code, transaction_kind, holder_type
)

select
    quarter,
    area_code,
    transaction_kind,
    holder_type,
    cast(transactions as integer) as transactions,
    patents,
    cast(transactions_with_value as integer) as transactions_with_value,
    cast(transaction_value as decimal(18, 2)) as transaction_value,
    {{ percentage('transactions_with_value', 'transactions') }} as value_coverage,
    'A' as obs_status,
    'F' as conf_status
from counted
