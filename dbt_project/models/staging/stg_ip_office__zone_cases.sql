{{ accepted('base_ip_office__zone_cases') }}
