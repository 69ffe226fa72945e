-- one row per licence contract as it stands, with all its patents
{{ contracts_as_they_stand('ip_office', 'licences', 'contract_number', 'published_on',
    ['licence_kind', 'licensor_name', 'licensor_type', 'licensor_area_code', 'effective_on', 'amount'], ['patent_number']) }}
