{{ base_model('protection_centre', 'preexaminations', {
    'case_number': 'code!', 'applicant_record': 'code!', 'application_type': 'coded:application_type!', 'ipc': 'text',
    'field': 'coded:centre_field!', 'submitted_on': 'date!', 'accepted_on': 'date',
    'result': 'coded:preexamination_result!', 'fast_track_on': 'date', 'granted_on': 'date'
}, key=['case_number'], rules=[
    ['accepted_before_submitted', 'accepted_on', "try_cast(accepted_on as date) < try_cast(submitted_on as date)"],
    ['granted_before_acceptance', 'granted_on', "granted_on is not null and coalesce(try_cast(granted_on as date) < try_cast(accepted_on as date), true)"]
]) }}
