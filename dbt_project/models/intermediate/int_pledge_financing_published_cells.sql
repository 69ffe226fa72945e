{{ config(post_hook="{{ write_built() }}") }}

-- which published amount lent is which sum of inner cells (quarter|area)
{{ published_cells_of('pledge_financing', 'pledge_financing', []) }}
