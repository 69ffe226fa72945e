{{ base_model('education_bureau', 'stock_patents', {
    'patent_number': 'patent_number!', 'patent_title': 'text!', 'holder_name': 'text!',
    'holder_code': 'organisation_code!', 'holder_type': 'coded:holder_type!', 'field': 'text', 'asking_price': 'price',
    'assessment_level': 'coded:assessment_level', 'status': 'coded:offer_status!', 'offered_on': 'date!',
    'contact_office': 'text'
}, key=['patent_number'], rules=[
    ['personal_data_in_text', 'patent_number', personal_data("concat_ws(' ; ', patent_title, contact_office)")]
], remembered=true) }}
