{{ base_returns('service_returns', form='F103') }}
