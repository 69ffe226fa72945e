{{ accepted('base_education_bureau__stock_patents', remembered=true) }}
