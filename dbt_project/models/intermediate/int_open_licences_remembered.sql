{{ with_history('base_ip_office__open_licences', ['declaration_number']) }}
