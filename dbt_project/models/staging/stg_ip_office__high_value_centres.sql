{{ accepted('base_ip_office__high_value_centres', remembered=true) }}
