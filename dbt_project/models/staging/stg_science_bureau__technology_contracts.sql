{{ accepted('base_science_bureau__technology_contracts') }}
