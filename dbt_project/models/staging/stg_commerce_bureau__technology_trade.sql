{{ accepted('base_commerce_bureau__technology_trade') }}
