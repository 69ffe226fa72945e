{{ accepted('base_ip_office__operation_bodies', remembered=true) }}
