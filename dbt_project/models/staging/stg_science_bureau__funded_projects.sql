{{ accepted('base_science_bureau__funded_projects') }}
