{{ accepted('base_ip_office__product_filings', remembered=true) }}
