-- what happened in pledge financing, one row per event on its own day, with what it changes in the stocks; a release of
-- which no day can be read takes the pledge out of every stock
with

standing_loans as (
    select * from {{ ref('int_loans_current') }}
),

secured as (
    select unnest(string_split_regex(pledge_numbers, '[;、,]')) as pledge_number
    from standing_loans
),

pledges as (
    select
        * exclude (pledge_number),
        pledge_number in (select secured.pledge_number from secured) as has_amount,
        greatest(cancelled_on, effective_on) as released_on
    from {{ ref('int_pledges_current') }}
    where effective_on is not null
),

reports as (
    select
        cast(month || '-01' as date) as happened_on,
        arg_max(area_code, month) over (partition by pool_number) as area_code,
        cast(in_use as integer) as pools,
        case when in_use then fund_size else 0 end as fund,
        lag(cast(in_use as integer), 1, 0) over (partition by pool_number order by month) as pools_before,
        lag(case when in_use then fund_size else 0 end, 1, 0) over (partition by pool_number order by month) as fund_before
    from {{ ref('stg_financial_office__risk_compensation') }}
),

happened as (
    select
        'registered' as event,
        effective_on as happened_on,
        pledgor_area_code as area_code,
        patent_numbers,
        has_amount,
        1 as pledges_change
    from pledges
    union all by name
    select
        'released' as event,
        released_on as happened_on,
        pledgor_area_code as area_code,
        -1 as pledges_change
    from pledges
    where is_cancelled
    union all by name
    select
        'loan' as event,
        signed_on as happened_on,
        area_code,
        borrower_code,
        loan_amount
    from standing_loans
    union all by name
    select
        'pool' as event,
        happened_on,
        area_code,
        pools - pools_before as pools_change,
        fund - fund_before as fund_change
    from reports
)

select * from happened
