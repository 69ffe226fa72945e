{{ base_model('ip_office', 'open_licence_deals', {
    'deal_number': 'code!', 'act': 'coded:gazette_act!', 'declaration_number': 'code!', 'patent_number': 'patent_number!',
    'licensor_name': 'text', 'licensor_type': 'coded:holder_type!', 'licensor_area_code': 'area_code!',
    'licensee_name': 'text!', 'effective_on': 'date!', 'filed_on': 'date!', 'amount': 'amount', 'cancelled_on': 'date'
}, key=['deal_number', 'act', 'filed_on', 'declaration_number'], rules=[
    ['cancelled_before_effective', 'cancelled_on', "try_cast(cancelled_on as date) < try_cast(effective_on as date)"]
]) }}
