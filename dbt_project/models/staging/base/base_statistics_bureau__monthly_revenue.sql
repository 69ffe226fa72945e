{{ base_model('statistics_bureau', 'monthly_revenue', {
    'organisation_code': 'organisation_code!', 'unit_name': 'text!', 'industry_code': 'code!',
    'industry_edition': 'code!', 'month': 'month!', 'reported_on': 'date', 'revenue_to_date': 'thousands!',
    'revenue_to_date_before': 'thousands'
}, key=['organisation_code', 'month'], rules=[
    ['industry_edition_not_read', 'industry_edition', "industry_edition != '2017'"],
    ['industry_code_unknown', 'industry_code', 'not ' ~ is_industry_of_2017('industry_code')],
    ['january_has_no_return', 'month', "month like '%-01'"]
]) }}
