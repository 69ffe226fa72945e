{{ base_model('ip_office', 'pledges', {
    'pledge_number': 'code!', 'act': 'coded:gazette_act!', 'patent_number': 'patent_number!', 'pledgor_name': 'text!',
    'pledgor_area_code': 'area_code!', 'pledgee_name': 'text!', 'effective_on': 'date!', 'published_on': 'date!',
    'cancelled_on': 'date'
}, key=['pledge_number', 'act', 'published_on', 'patent_number'], rules=[
    ['published_before_effective', 'published_on', "try_cast(published_on as date) < try_cast(effective_on as date)"],
    ['cancelled_before_effective', 'cancelled_on', "try_cast(cancelled_on as date) < try_cast(effective_on as date)"]
]) }}
