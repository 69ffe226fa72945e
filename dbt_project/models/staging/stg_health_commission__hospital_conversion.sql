{{ accepted('base_health_commission__hospital_conversion') }}
