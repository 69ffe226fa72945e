{{ base_model('trading_platform', 'listings', {
    'listing_number': 'code!', 'product': 'coded:trading_product!', 'area_code': 'area_code!',
    'patent_numbers': 'patent_numbers', 'asking_price': 'price', 'listed_on': 'date!'
}, key=['listing_number']) }}
