{{ config(post_hook="{{ write_built() }}") }}

-- who makes up the turnover of technology contracts, 万元: the sellers
{{ contributions_of('int_contracts_sold', 'signed_on', 'month', ['contract_type', 'patent_related'], 'seller',
    {'contract_value': 'contract_value', 'technical_value': 'technical_value'}) }}
