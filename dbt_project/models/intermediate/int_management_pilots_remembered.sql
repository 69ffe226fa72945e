{{ with_history('base_ip_office__management_pilots', ['pilot_number']) }}
