select
    filing_number,
    data_year,
    product_name,
    product_class,
    enterprise_name,
    {{ published_area('area_code') }} as area_code,
    filing_status,
    {{ percentage('product_revenue', 'enterprise_revenue') }} as revenue_share,
    cast(len(list_distinct(string_split(patent_numbers, ';'))) as integer) as patents,
    version,
    valid_from,
    valid_to,
    record_state,
    change_reason
from {{ ref('int_product_filings_remembered') }}
