{{ base_model('human_resources_bureau', 'qualifications', {
    'entry_number': 'code!', 'year': 'year!', 'area_code': 'area_code!', 'qualification': 'coded:ip_qualification!',
    'people': 'count!', 'newly_qualified': 'count!'
}, key=['year', 'area_code', 'qualification'], rules=[
    ['more_new_than_people', 'newly_qualified', "try_cast(newly_qualified as bigint) > try_cast(people as bigint)"]
]) }}
