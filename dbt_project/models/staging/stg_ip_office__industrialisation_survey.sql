{{ accepted('base_ip_office__industrialisation_survey') }}
