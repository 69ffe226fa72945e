{{ accepted('base_ip_office__listing_services') }}
