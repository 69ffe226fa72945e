{{ base_model('ip_office', 'pledge_reports', {
    'loan_number': 'code!', 'act': 'coded:gazette_act!', 'reported_on': 'date!', 'borrower_name': 'text!',
    'borrower_code': 'organisation_code!', 'area_code': 'area_code!', 'signed_on': 'date!', 'loan_amount': 'number!',
    'amount_unit': 'coded:money_unit!', 'pledge_numbers': 'code!', 'cancelled_on': 'date'
}, key=['loan_number', 'act', 'reported_on'], rules=[
    ['reported_before_signed', 'reported_on', "try_cast(reported_on as date) < try_cast(signed_on as date)"],
    ['amount_negative', 'loan_amount', "try_cast(loan_amount as decimal(18, 4)) < 0"]
]) }}
