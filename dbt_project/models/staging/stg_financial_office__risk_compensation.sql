{{ accepted('base_financial_office__risk_compensation') }}
