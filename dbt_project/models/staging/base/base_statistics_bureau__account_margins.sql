{{ base_model('statistics_bureau', 'account_margins', {
    'year': 'year!', 'version': 'text!', 'released_on': 'date!', 'area_code': 'area_or_city!', 'section': 'code!',
    'value_added': 'amount!'
}, key=['year', 'version', 'area_code', 'section'], rules=[
    ['section_unknown', 'section', 'not ' ~ is_industry_of_2017('section', [1])]
]) }}
