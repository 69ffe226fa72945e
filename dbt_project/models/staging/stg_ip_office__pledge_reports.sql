{{ accepted('base_ip_office__pledge_reports') }}
