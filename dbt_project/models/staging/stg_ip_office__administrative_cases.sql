{{ accepted('base_ip_office__administrative_cases') }}
