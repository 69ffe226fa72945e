{{ base_model('ip_office', 'licences', {
    'contract_number': 'code!', 'act': 'coded:gazette_act!', 'patent_number': 'patent_number!',
    'licence_kind': 'coded:licence_kind!', 'licensor_name': 'text!', 'licensor_type': 'coded:holder_type!',
    'licensor_area_code': 'place_code!', 'licensee_name': 'text', 'licensee_area_code': 'code',
    'effective_on': 'date!', 'filed_on': 'date', 'published_on': 'date!', 'amount': 'amount', 'changed': 'text',
    'cancelled_on': 'date'
}, key=['contract_number', 'act', 'published_on', 'patent_number'], rules=[
    ['published_before_filed', 'published_on', "try_cast(published_on as date) < try_cast(filed_on as date)"],
    ['cancelled_before_effective', 'cancelled_on', "try_cast(cancelled_on as date) < try_cast(effective_on as date)"]
]) }}
