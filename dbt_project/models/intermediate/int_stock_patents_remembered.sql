{{ with_history('base_education_bureau__stock_patents', ['patent_number']) }}
