{{ accepted('base_statistics_bureau__account_margins') }}
