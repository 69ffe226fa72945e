{{ config(post_hook="{{ write_built() }}") }}

-- who raises the capital, 万元: the enterprises
{{ contributions_of('stg_financial_office__capital_instruments', 'completed_on', 'year', ['instrument'],
    'enterprise_code', {'capital_raised': 'amount'}) }}
