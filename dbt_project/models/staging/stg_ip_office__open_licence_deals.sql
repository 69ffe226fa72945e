{{ accepted('base_ip_office__open_licence_deals') }}
