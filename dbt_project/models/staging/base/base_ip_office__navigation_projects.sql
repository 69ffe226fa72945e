{{ base_model('ip_office', 'navigation_projects', {
    'project_number': 'code!', 'project_title': 'text!', 'industry': 'name', 'host_name': 'text',
    'host_code': 'organisation_code', 'area_code': 'area_code!', 'level': 'coded:recognition_level!',
    'started_on': 'date!', 'finished_on': 'date', 'outcome': 'text'
}, key=['project_number'], rules=[
    ['finished_before_start', 'finished_on', 'try_cast(finished_on as date) < try_cast(started_on as date)']
], remembered=true) }}
