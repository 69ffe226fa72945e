{{ config(post_hook="{{ write_built() }}") }}

-- which published amount valued is which sum of inner cells (year|purpose|type of holder)
{{ published_cells_of('patent_valuations', 'patent_valuations', ['purpose', 'holder_type'], by_area=false) }}
