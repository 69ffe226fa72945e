{{ base_model('statistics_bureau', 'employment', {
    'year': 'year!', 'industry_code': 'code!', 'industry_name': 'text', 'industry_edition': 'code!',
    'employed': 'count!'
}, key=['year', 'industry_code'], rules=[
    ['industry_edition_not_read', 'industry_edition', "industry_edition != '2017'"],
    ['industry_code_unknown', 'industry_code', 'not ' ~ is_industry_of_2017('industry_code', [2, 4])]
]) }}
