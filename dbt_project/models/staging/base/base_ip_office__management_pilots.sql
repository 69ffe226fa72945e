{{ base_model('ip_office', 'management_pilots', {
    'pilot_number': 'code!', 'enterprise_name': 'text!', 'enterprise_code': 'organisation_code!',
    'area_code': 'area_code!', 'ability_level': 'coded:ability_level!', 'batch': 'text', 'assessed_on': 'date!'
}, key=['pilot_number'], remembered=true) }}
