{{ config(post_hook="{{ write_built() }}") }}

-- which published figure of insurance is which sum of inner cells (year|area|product)
{{ published_cells_of('ip_insurance', 'ip_insurance', ['product']) }}
