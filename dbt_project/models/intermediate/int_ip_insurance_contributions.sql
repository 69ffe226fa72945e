{{ config(post_hook="{{ write_built() }}") }}

-- who makes up premiums, cover and claims paid, 万元: the insured
{{ contributions_of('stg_insurance_centre__policies', 'begins_on', 'year', ['product'], 'insured_code',
    {'premium': 'premium', 'insurance_cover': 'cover', 'claims': 'cast(claim_paid > 0 as integer)',
    'claims_paid': 'claim_paid'}) }}
