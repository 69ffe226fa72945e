{{ base_model('statistics_bureau', 'census_benchmark', {
    'census_year': 'year!', 'area_code': 'area_code!', 'section': 'code!', 'units': 'count!', 'employed': 'count!',
    'revenue': 'amount!', 'value_added': 'amount!'
}, key=['census_year', 'area_code', 'section'], rules=[
    ['section_unknown', 'section', 'not ' ~ is_industry_of_2017('section', [1])]
]) }}
