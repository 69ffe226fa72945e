{{ base_model('statistics_bureau', 'below_scale_survey', {
    'organisation_code': 'organisation_code!', 'unit_name': 'text!', 'area_code': 'area_code!',
    'industry_code': 'code!', 'year': 'year!', 'revenue': 'thousands!', 'revenue_before': 'thousands',
    'stratum': 'code!', 'weight': 'number!'
}, key=['organisation_code', 'year'], rules=[
    ['industry_code_unknown', 'industry_code', 'not ' ~ is_industry_of_2017('industry_code')],
    ['weight_below_one', 'weight', 'try_cast(weight as decimal(18, 4)) < 1']
]) }}
