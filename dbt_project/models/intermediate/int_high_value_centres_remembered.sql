{{ with_history('base_ip_office__high_value_centres', ['centre_number']) }}
