{{ base_model('statistics_bureau', 'population', {
    'year': 'year!', 'area_name': 'area_name!', 'population': 'number!'
}, key=['year', 'area_name'], rules=[
    ['population_not_positive', 'population', 'try_cast(population as decimal(18, 4)) <= 0']
]) }}
