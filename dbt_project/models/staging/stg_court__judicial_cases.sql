{{ accepted('base_court__judicial_cases') }}
