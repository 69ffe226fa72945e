{{ base_model('ip_office', 'industrialisation_survey', {
    'year': 'year!', 'enterprise_name': 'text!', 'enterprise_code': 'organisation_code!', 'stratum': 'name!',
    'frame_units': 'count!', 'design_weight': 'number!', 'valid_patents': 'count!',
    'patents_in_production': 'count!', 'patents_transferred': 'count!', 'patents_licensed': 'count!'
}, key=['year', 'enterprise_code'], rules=[
    ['production_exceeds_valid', 'patents_in_production',
        'try_cast(patents_in_production as bigint) > try_cast(valid_patents as bigint)'],
    ['weight_not_positive', 'design_weight', 'try_cast(design_weight as decimal(18, 4)) <= 0']
]) }}
