{{ accepted('base_ip_office__pledges') }}
