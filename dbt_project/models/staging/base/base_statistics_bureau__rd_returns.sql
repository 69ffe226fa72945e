{{ base_model('statistics_bureau', 'rd_returns', {
    'organisation_code': 'organisation_code!', 'unit_name': 'text!', 'industry_code': 'code!',
    'industry_edition': 'code!', 'year': 'year!', 'reported_on': 'date', 'rd_projects': 'count',
    'rd_personnel': 'count!', 'rd_full_time_equivalent': 'number', 'rd_expenditure': 'number!',
    'rd_staff_cost': 'number', 'rd_contracted_out': 'number'
}, key=['organisation_code', 'year'], rules=[
    ['industry_edition_not_read', 'industry_edition', "industry_edition != '2017'"],
    ['industry_code_unknown', 'industry_code', 'not ' ~ is_industry_of_2017('industry_code')],
    ['part_exceeds_whole', 'rd_staff_cost',
        'try_cast(rd_staff_cost as decimal(18, 4)) > try_cast(rd_expenditure as decimal(18, 4))'],
    ['amount_negative', 'rd_expenditure', 'try_cast(rd_expenditure as decimal(18, 4)) < 0']
]) }}
