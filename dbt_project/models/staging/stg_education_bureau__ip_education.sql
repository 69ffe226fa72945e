{{ accepted('base_education_bureau__ip_education') }}
