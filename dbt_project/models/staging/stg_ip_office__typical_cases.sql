{{ accepted('base_ip_office__typical_cases', remembered=true) }}
