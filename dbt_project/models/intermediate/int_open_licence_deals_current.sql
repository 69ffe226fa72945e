-- one row per contract under an open licence as it stands, with all its patents
{{ contracts_as_they_stand('ip_office', 'open_licence_deals', 'deal_number', 'filed_on',
    ['licensor_name', 'licensor_type', 'licensor_area_code', 'effective_on', 'amount'], ['patent_number', 'declaration_number']) }}
