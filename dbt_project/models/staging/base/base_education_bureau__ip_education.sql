{{ base_model('education_bureau', 'ip_education', {
    'entry_number': 'code!', 'year': 'year!', 'institution_name': 'text!', 'institution_code': 'organisation_code!',
    'area_code': 'area_code!', 'majors': 'count!', 'students': 'count!'
}, key=['year', 'institution_code']) }}
