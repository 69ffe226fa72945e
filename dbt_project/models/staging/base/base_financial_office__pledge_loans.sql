{{ base_model('financial_office', 'pledge_loans', {
    'loan_number': 'code!', 'act': 'coded:gazette_act!', 'reported_on': 'date!', 'borrower_name': 'text!',
    'borrower_code': 'organisation_code!', 'area_code': 'area_code!', 'bank_name': 'text!', 'signed_on': 'date!',
    'loan_amount': 'amount!', 'pledge_numbers': 'code!', 'cancelled_on': 'date'
}, key=['loan_number', 'act', 'reported_on'], rules=[
    ['reported_before_signed', 'reported_on', "try_cast(reported_on as date) < try_cast(signed_on as date)"]
]) }}
