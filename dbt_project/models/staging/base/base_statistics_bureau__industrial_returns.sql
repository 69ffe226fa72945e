{{ base_returns('industrial_returns') }}
