{{ config(post_hook="{{ write_built() }}") }}

-- which published value of assignments and licences is which sum of inner cells (quarter|area|kind|type of holder)
{{ published_cells_of('patent_transactions', 'patent_transactions', ['transaction_kind', 'holder_type']) }}
