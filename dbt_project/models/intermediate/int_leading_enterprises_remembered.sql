{{ with_history('base_ip_office__leading_enterprises', ['entry_number']) }}
