{{ base_model('insurance_centre', 'policies', {
    'policy_number': 'code!', 'product': 'coded:insurance_product!', 'insured_name': 'text!',
    'insured_code': 'organisation_code!', 'area_code': 'area_code!', 'patent_numbers': 'patent_numbers',
    'cover': 'amount!', 'premium': 'amount!', 'subsidy': 'amount', 'begins_on': 'date!', 'ends_on': 'date!',
    'claim_paid': 'amount'
}, key=['policy_number'], rules=[
    ['ends_before_begin', 'ends_on', "try_cast(ends_on as date) < try_cast(begins_on as date)"],
    ['premium_exceeds_cover', 'premium', "try_cast(premium as decimal(18, 6)) > try_cast(cover as decimal(18, 6))"]
]) }}
