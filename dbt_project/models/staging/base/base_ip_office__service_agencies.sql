{{ base_model('ip_office', 'service_agencies', {
    'agency_number': 'code!', 'agency_name': 'text!', 'agency_code': 'organisation_code!', 'area_code': 'area_code!',
    'in_zone': 'yes_no!', 'opened_on': 'date!', 'closed_on': 'date'
}, key=['agency_number'], rules=[
    ['closed_before_opened', 'closed_on', "try_cast(closed_on as date) < try_cast(opened_on as date)"]
]) }}
