{{ accepted('base_statistics_bureau__gdp_accounts') }}
