{{ base_model('commerce_bureau', 'technology_trade', {
    'contract_number': 'code!', 'act': 'coded:trade_act!', 'act_on': 'date!', 'signed_on': 'date!',
    'direction': 'coded:trade_direction!', 'kind': 'coded:trade_kind!', 'partner': 'coded:partner!',
    'enterprise_name': 'text!', 'enterprise_code': 'organisation_code!', 'contract_value': 'amount',
    'settled': 'amount'
}, key=['contract_number', 'act', 'act_on'], rules=[
    ['settled_exceeds_value', 'settled', "try_cast(settled as decimal(18, 6)) > try_cast(contract_value as decimal(18, 6))"]
]) }}
