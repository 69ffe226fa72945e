{{ config(post_hook="{{ write_built() }}") }}

-- whose patents are valued at what, 万元: the holders
{{ contributions_of('stg_ip_office__valuations', 'valued_on', 'year', ['purpose', 'holder_type'], 'holder_code',
    {'valued_amount': 'amount'}, by_area=false) }}
