{{ config(post_hook="{{ write_built() }}") }}

-- which published value of deals is which sum of inner cells (quarter|area|product)
{{ published_cells_of('trading_activity', 'trading_activity', ['product']) }}
