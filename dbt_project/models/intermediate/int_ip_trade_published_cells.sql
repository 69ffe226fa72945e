{{ config(post_hook="{{ write_built() }}") }}

-- which published figure of trade is which sum of inner cells (quarter|direction|partner|kind); directions are never added
{{ published_cells_of('ip_trade', 'ip_trade', ['direction', 'partner', 'kind'], by_area=false, apart=['direction']) }}
