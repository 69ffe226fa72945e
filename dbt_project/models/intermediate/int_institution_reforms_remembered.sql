{{ with_history('base_education_bureau__institution_reforms', ['entry_number']) }}
