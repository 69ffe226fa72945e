{{ accepted('base_ip_office__open_licences', remembered=true) }}
