{{ config(post_hook="{{ write_built() }}") }}

-- who makes up the value of assignments and licences, 万元: the assignors and licensors
{{ contributions_of('int_transactions_current', 'effective_on', 'quarter', ['transaction_kind', 'holder_type'], 'holder',
    {'transaction_value': 'amount'}) }}
