{{ accepted('base_trading_platform__events') }}
