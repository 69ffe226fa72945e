{{ accepted('base_education_bureau__institution_reforms', remembered=true) }}
