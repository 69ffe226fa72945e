{{ accepted('base_statistics_bureau__industrial_returns') }}
