-- when each year's value added is estimated, and what the accounts and the censuses had said by that day
with

margins as (
    select distinct
        year,
        version,
        released_on
    from {{ ref('stg_statistics_bureau__account_margins') }}
),

known_accounts as (
    select
        vintages.year,
        vintages.vintage,
        max_by(margins.version, margins.released_on) as accounts_version
    from {{ ref('vintages') }} as vintages
    inner join margins
        on vintages.year = margins.year and vintages.released_on >= margins.released_on
    group by vintages.year, vintages.vintage
),

known_censuses as (
    select
        vintages.year,
        vintages.vintage,
        max(censuses.census_year) as census_base
    from {{ ref('vintages') }} as vintages
    inner join {{ ref('censuses') }} as censuses
        on vintages.released_on >= censuses.released_on
    group by vintages.year, vintages.vintage
)

select
    vintages.year,
    vintages.vintage,
    vintages.released_on,
    vintages.returns_until,
    vintages.reason,
    known_accounts.accounts_version,
    known_censuses.census_base,
    vintages.released_on = max(vintages.released_on) over (partition by vintages.year) as is_newest
from {{ ref('vintages') }} as vintages
left join known_accounts
    on vintages.year = known_accounts.year and vintages.vintage = known_accounts.vintage
left join known_censuses
    on vintages.year = known_censuses.year and vintages.vintage = known_censuses.vintage
