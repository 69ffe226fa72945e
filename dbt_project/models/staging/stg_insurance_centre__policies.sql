{{ accepted('base_insurance_centre__policies') }}
