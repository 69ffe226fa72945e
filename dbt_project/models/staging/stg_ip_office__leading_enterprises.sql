{{ accepted('base_ip_office__leading_enterprises', remembered=true) }}
