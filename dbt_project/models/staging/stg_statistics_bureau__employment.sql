{{ accepted('base_statistics_bureau__employment') }}
