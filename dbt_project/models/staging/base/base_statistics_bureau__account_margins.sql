{{ base_model('statistics_bureau', 'account_margins', {
    'year': 'year!', 'area_code': 'area_code!', 'section': 'code!', 'value_added': 'amount!'
}, key=['year', 'area_code', 'section'], rules=[
    ['section_unknown', 'section', 'not ' ~ is_industry_of_2017('section', [1])]
]) }}
