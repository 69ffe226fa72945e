{{ with_history('base_ip_office__typical_cases', ['case_number']) }}
