{{ base_returns('industrial_returns', form='B103-1') }}
