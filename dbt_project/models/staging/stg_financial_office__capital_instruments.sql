{{ accepted('base_financial_office__capital_instruments') }}
