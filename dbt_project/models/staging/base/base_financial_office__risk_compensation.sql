{{ base_model('financial_office', 'risk_compensation', {
    'pool_number': 'code!', 'pool_name': 'text!', 'area_code': 'area_code!', 'month': 'month!', 'established_on': 'date!',
    'fund_size': 'amount!', 'covered_loans': 'count', 'compensated': 'amount', 'in_use': 'yes_no!'
}, key=['pool_number', 'month'], rules=[
    ['reported_before_established', 'month', "month < left(established_on, 7)"]
]) }}
