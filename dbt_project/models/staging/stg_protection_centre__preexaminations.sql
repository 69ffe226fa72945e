{{ accepted('base_protection_centre__preexaminations') }}
