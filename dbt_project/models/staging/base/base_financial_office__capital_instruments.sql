{{ base_model('financial_office', 'capital_instruments', {
    'project_number': 'code!', 'instrument': 'coded:capital_instrument!', 'project_title': 'text!',
    'enterprise_name': 'text!', 'enterprise_code': 'organisation_code!', 'area_code': 'area_code!',
    'completed_on': 'date!', 'amount': 'amount', 'patent_numbers': 'patent_numbers'
}, key=['project_number']) }}
