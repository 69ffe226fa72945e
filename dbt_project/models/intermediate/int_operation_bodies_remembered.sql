{{ with_history('base_ip_office__operation_bodies', ['body_number']) }}
