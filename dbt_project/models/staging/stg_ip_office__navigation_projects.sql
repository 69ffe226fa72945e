{{ accepted('base_ip_office__navigation_projects', remembered=true) }}
