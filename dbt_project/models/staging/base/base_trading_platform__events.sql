{{ base_model('trading_platform', 'events', {
    'event_number': 'code!', 'act': 'coded:trading_act!', 'product': 'coded:trading_product!', 'listing_number': 'code',
    'area_code': 'area_code!', 'happened_on': 'date!', 'deal_value': 'amount'
}, key=['event_number'], rules=[
    ['roadshow_with_value', 'deal_value', "_code_of_act = 'roadshow' and deal_value is not null"]
]) }}
