{{ accepted('base_statistics_bureau__quarterly_revenue') }}
