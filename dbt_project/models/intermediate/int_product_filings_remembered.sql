{{ with_history('base_ip_office__product_filings', ['filing_number', 'data_year']) }}
