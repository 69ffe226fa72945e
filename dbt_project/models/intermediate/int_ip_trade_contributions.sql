{{ config(post_hook="{{ write_built() }}") }}

-- who makes up the value of technology traded across the border and what is settled of it, 万元: the enterprises of the city
{{ contributions_of('int_technology_trade_current', 'signed_on', 'quarter', ['direction', 'partner', 'kind'],
    'enterprise_code', {'contract_value': 'contract_value', 'settled': 'settled'}, by_area=false) }}
