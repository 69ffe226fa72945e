-- one row per assignment as it stands, with all its patents
{{ contracts_as_they_stand('ip_office', 'transfers', 'contract_number', 'published_on',
    ['transferor_name', 'transferor_type', 'transferor_area_code', 'effective_on', 'amount'], ['patent_number']) }}
