{{ base_model('ip_office', 'open_licences', {
    'declaration_number': 'code!', 'patent_number': 'patent_number!', 'holder_name': 'text!',
    'holder_type': 'coded:holder_type!', 'holder_code': 'organisation_code', 'area_code': 'area_code!',
    'fee_text': 'text!', 'fee': 'amount', 'term_from': 'date!', 'term_to': 'date!', 'evaluated': 'yes_no',
    'status': 'coded:open_licence_status!', 'declared_on': 'date!', 'withdrawn_on': 'date'
}, key=['declaration_number'], rules=[
    ['withdrawal_contradicts_status', 'status', "(status = '已撤回') != (withdrawn_on is not null)"],
    ['withdrawn_before_declared', 'withdrawn_on', "try_cast(withdrawn_on as date) < try_cast(declared_on as date)"],
    ['ends_before_begin', 'term_to', "try_cast(term_to as date) < try_cast(term_from as date)"],
    ['personal_data_in_text', 'fee_text', personal_data('fee_text')]
], remembered=true) }}
