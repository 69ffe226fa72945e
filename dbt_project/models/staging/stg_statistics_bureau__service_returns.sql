{{ accepted('base_statistics_bureau__service_returns') }}
