{{ config(post_hook="{{ write_built() }}") }}

-- who makes up the value of deals on the trading platform, 万元: the sellers (no other event has a value)
{{ contributions_of('int_trading_events', 'happened_on', 'quarter', ['product'], 'seller', {'deal_value': 'deal_value'}) }}
