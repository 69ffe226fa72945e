{{ accepted('base_statistics_bureau__monthly_revenue') }}
