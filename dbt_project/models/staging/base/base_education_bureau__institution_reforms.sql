{{ base_model('education_bureau', 'institution_reforms', {
    'entry_number': 'code!', 'institution_name': 'text!', 'institution_code': 'organisation_code!',
    'institution_type': 'coded:holder_type!', 'measure': 'coded:reform_measure!', 'adopted': 'yes_no!',
    'adopted_on': 'date', 'document': 'text'
}, key=['entry_number'], rules=[
    ['adopted_without_date', 'adopted_on', "adopted = '是' and adopted_on is null"]
], remembered=true) }}
