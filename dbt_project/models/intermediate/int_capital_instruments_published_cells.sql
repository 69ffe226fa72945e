{{ config(post_hook="{{ write_built() }}") }}

-- which published amount of capital is which sum of inner cells (year|area|instrument)
{{ published_cells_of('capital_instruments', 'capital_instruments', ['instrument']) }}
