{{ base_model('ip_office', 'transfers', {
    'contract_number': 'code!', 'act': 'coded:gazette_act!', 'patent_number': 'patent_number!', 'transferor_name': 'text!',
    'transferor_type': 'coded:holder_type!', 'transferor_area_code': 'place_code!', 'transferee_name': 'text',
    'transferee_area_code': 'code', 'recorded_on': 'date', 'effective_on': 'date!', 'published_on': 'date!',
    'amount': 'amount', 'cancelled_on': 'date'
}, key=['contract_number', 'act', 'published_on', 'patent_number'], rules=[
    ['published_before_effective', 'published_on', "try_cast(published_on as date) < try_cast(effective_on as date)"],
    ['cancelled_before_effective', 'cancelled_on', "try_cast(cancelled_on as date) < try_cast(effective_on as date)"]
]) }}
