-- one row per loan contract in force: the bank's report decides, the office's stands where the bank reports nothing
with

office as (
    select
        * exclude (loan_amount, amount_unit),
        cast(case amount_unit when 'yuan' then loan_amount * 0.0001 else loan_amount end as decimal(18, 6)) as loan_amount
    from {{ ref('int_office_loans_current') }}
)

select
    loan_number,
    borrower_code,
    area_code,
    signed_on,
    loan_amount,
    pledge_numbers,
    'bank' as decided_by
from {{ ref('int_bank_loans_current') }}
where not is_cancelled
union all
select
    office.loan_number,
    office.borrower_code,
    office.area_code,
    office.signed_on,
    office.loan_amount,
    office.pledge_numbers,
    'office' as decided_by
from office
left join {{ ref('int_bank_loans_current') }} as bank
    on office.loan_number = bank.loan_number
where not office.is_cancelled and bank.loan_number is null
