-- one row per loan contract as the banks report it
{{ contracts_as_they_stand('financial_office', 'pledge_loans', 'loan_number', 'reported_on',
    ['borrower_code', 'area_code', 'signed_on', 'loan_amount', 'pledge_numbers']) }}
