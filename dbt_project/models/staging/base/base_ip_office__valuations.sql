{{ base_model('ip_office', 'valuations', {
    'valuation_number': 'code!', 'purpose': 'coded:valuation_purpose!', 'holder_name': 'text!',
    'holder_code': 'organisation_code!', 'holder_type': 'coded:holder_type!', 'patent_numbers': 'patent_numbers',
    'valued_on': 'date!', 'amount': 'amount', 'acted_on': 'yes_no!'
}, key=['valuation_number'], rules=[
    ['valuation_without_patent', 'patent_numbers', "purpose != '申请前评估' and patent_numbers is null"]
]) }}
