{{ accepted('base_statistics_bureau__census_benchmark') }}
