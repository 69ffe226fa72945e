{{ base_model('ip_office', 'high_value_centres', {
    'centre_number': 'code!', 'centre_name': 'text!', 'industry': 'name', 'host_name': 'text!',
    'host_code': 'organisation_code!', 'area_code': 'area_code!', 'level': 'coded:recognition_level!',
    'batch': 'text', 'recognised_on': 'date!'
}, key=['centre_number'], remembered=true) }}
