{{ accepted('base_ip_office__management_pilots', remembered=true) }}
