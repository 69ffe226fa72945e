{{ base_model('ip_office', 'product_filings', {
    'filing_number': 'code!', 'data_year': 'year!', 'product_name': 'text!', 'product_class': 'text',
    'enterprise_name': 'text!', 'enterprise_code': 'organisation_code!', 'area_code': 'area_code!',
    'product_revenue': 'amount!', 'enterprise_revenue': 'amount!', 'product_profit': 'amount',
    'patent_numbers': 'patent_numbers!', 'filing_status': 'coded:filing_status!'
}, key=['filing_number', 'data_year'], rules=[
    ['product_exceeds_enterprise', 'product_revenue', "try_cast(product_revenue as decimal(18, 6)) > try_cast(enterprise_revenue as decimal(18, 6))"]
], remembered=true) }}
