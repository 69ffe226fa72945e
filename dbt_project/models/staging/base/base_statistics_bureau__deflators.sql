{{ base_model('statistics_bureau', 'deflators', {
    'entry_number': 'code!', 'deflator_scope': 'coded:deflator_scope!', 'class_code': 'code!', 'class_name': 'text',
    'year': 'year!', 'deflator': 'number!'
}, key=['deflator_scope', 'class_code', 'year'], rules=[
    ['class_unknown', 'class_code', "_code_of_deflator_scope = 'section' and not " ~ is_industry_of_2017('class_code', [1])],
    ['class_unknown', 'class_code', "_code_of_deflator_scope = 'category' and class_code not in (
        select code from " ~ ref('category') ~ ' where level in (0, 1))'],
    ['deflator_implausible', 'deflator', 'try_cast(deflator as decimal(18, 4)) not between 50 and 200']
]) }}
