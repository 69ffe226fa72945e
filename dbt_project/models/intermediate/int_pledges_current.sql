-- one row per pledge registration as it stands, with all its patents
{{ contracts_as_they_stand('ip_office', 'pledges', 'pledge_number', 'published_on',
    ['pledgor_area_code', 'effective_on'], ['patent_number']) }}
