{{ base_returns('service_returns') }}
