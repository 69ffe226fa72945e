{{ base_model('court', 'judicial_cases', {
    'case_number': 'code!', 'case_type': 'text!', 'area_code': 'area_code!', 'accepted_on': 'date!',
    'closed_on': 'date'
}, key=['case_number'], rules=[
    ['closed_before_accepted', 'closed_on', "try_cast(closed_on as date) < try_cast(accepted_on as date)"]
]) }}
