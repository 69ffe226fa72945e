{{ base_model('education_bureau', 'university_conversion', {
    'year': 'year!', 'institution_name': 'text!', 'institution_code': 'organisation_code!',
    'institution_type': 'coded:holder_type!', 'valid_patents': 'count!', 'patents_in_production': 'count!',
    'patents_transferred': 'count!', 'patents_licensed': 'count!', 'income': 'amount'
}, key=['year', 'institution_code'], rules=[
    ['production_exceeds_valid', 'patents_in_production',
        'try_cast(patents_in_production as bigint) > try_cast(valid_patents as bigint)'],
    ['no_university_or_institute', 'institution_type', "_code_of_institution_type not in ('university', 'institute')"]
]) }}
