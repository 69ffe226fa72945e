{{ config(post_hook="{{ write_built() }}") }}

-- which published turnover is which sum of inner cells (month|area|type|patent-related)
{{ published_cells_of('technology_contract_turnover', 'technology_contracts', ['contract_type', 'patent_related']) }}
