{{ accepted('base_protection_centre__rights_cases') }}
