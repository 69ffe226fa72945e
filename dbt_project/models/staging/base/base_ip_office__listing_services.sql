{{ base_model('ip_office', 'listing_services', {
    'service_number': 'code!', 'service': 'coded:listing_service!', 'served_on': 'date!', 'enterprise_name': 'text!',
    'enterprise_code': 'organisation_code!', 'area_code': 'area_code!', 'risks_found': 'count',
    'risks_settled': 'count'
}, key=['service_number'], rules=[
    ['more_settled_than_found', 'risks_settled', "try_cast(risks_settled as bigint) > try_cast(risks_found as bigint)"]
]) }}
