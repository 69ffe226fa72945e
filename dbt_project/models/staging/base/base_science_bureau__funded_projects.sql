{{ base_model('science_bureau', 'funded_projects', {
    'project_number': 'code!', 'project_title': 'text!', 'funder': 'coded:funder!', 'institution_name': 'text!',
    'institution_code': 'organisation_code!', 'institution_type': 'coded:holder_type!', 'approved_on': 'date!',
    'declared_patents': 'patent_numbers', 'transferred_patents': 'patent_numbers'
}, key=['project_number'], rules=[
    ['transferred_not_declared', 'transferred_patents', "not list_has_all(
        string_split(coalesce(declared_patents, ''), ';'), string_split(transferred_patents, ';'))"]
]) }}
