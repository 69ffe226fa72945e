{{ accepted('base_ip_office__service_agencies') }}
