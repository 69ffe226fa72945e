{{ base_model('statistics_bureau', 'quarterly_revenue', {
    'month': 'month!', 'industry_code': 'code!', 'industry_name': 'text', 'industry_edition': 'code!',
    'revenue_to_date': 'thousands!'
}, key=['month', 'industry_code'], rules=[
    ['industry_edition_not_read', 'industry_edition', "industry_edition != '2017'"],
    ['industry_code_unknown', 'industry_code', 'not ' ~ is_industry_of_2017('industry_code')],
    ['month_ends_no_quarter', 'month', "right(month, 2) not in ('03', '06', '09', '12')"]
]) }}
