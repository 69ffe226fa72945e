{{ accepted('base_financial_office__pledge_loans') }}
