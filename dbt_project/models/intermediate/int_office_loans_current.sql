-- one row per loan contract as the patent office has it
{{ contracts_as_they_stand('ip_office', 'pledge_reports', 'loan_number', 'reported_on',
    ['borrower_code', 'area_code', 'signed_on', 'loan_amount', 'amount_unit', 'pledge_numbers']) }}
