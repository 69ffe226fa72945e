{{ config(post_hook="{{ write_built() }}") }}

-- to whom is lent, 万元: the borrowers
{{ contributions_of('int_loans_current', 'signed_on', 'quarter', [], 'borrower_code', {'loan_amount': 'loan_amount'}) }}
