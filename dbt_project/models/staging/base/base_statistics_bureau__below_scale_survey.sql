{{ base_model('statistics_bureau', 'below_scale_survey', {
    'organisation_code': 'organisation_code!', 'unit_name': 'text!', 'area_code': 'area_code!', 'section': 'code!',
    'year': 'year!', 'revenue': 'thousands!', 'revenue_before': 'thousands', 'weight': 'number!'
}, key=['organisation_code', 'year'], rules=[
    ['section_unknown', 'section', 'not ' ~ is_industry_of_2017('section', [1])],
    ['weight_below_one', 'weight', 'try_cast(weight as decimal(18, 4)) < 1']
]) }}
