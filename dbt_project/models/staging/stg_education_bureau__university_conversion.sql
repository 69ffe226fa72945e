{{ accepted('base_education_bureau__university_conversion') }}
