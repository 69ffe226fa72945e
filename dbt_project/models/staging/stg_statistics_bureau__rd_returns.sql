{{ accepted('base_statistics_bureau__rd_returns') }}
