{{ accepted('base_statistics_bureau__unit_register') }}
