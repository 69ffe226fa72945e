{{ base_model('ip_office', 'operation_bodies', {
    'body_number': 'code!', 'body_name': 'text!', 'kind': 'coded:conversion_body_kind!',
    'level': 'coded:recognition_level!', 'host_name': 'text!', 'host_code': 'organisation_code!',
    'area_code': 'area_code!', 'members': 'count!', 'pooled_patents': 'count', 'established_on': 'date!'
}, key=['body_number'], remembered=true) }}
