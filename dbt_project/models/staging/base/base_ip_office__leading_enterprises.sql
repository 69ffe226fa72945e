{{ base_model('ip_office', 'leading_enterprises', {
    'entry_number': 'code!', 'programme': 'coded:enterprise_programme!', 'batch': 'text',
    'level': 'coded:recognition_level!', 'enterprise_name': 'text!', 'enterprise_code': 'organisation_code!',
    'area_code': 'area_code!', 'recognised_on': 'date!'
}, key=['entry_number'], remembered=true) }}
