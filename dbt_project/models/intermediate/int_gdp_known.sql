-- GDP per vintage of value added and area in 万元 as the accounts had it on the vintage's day, so that numerator and
-- denominator are of one time; of-which rows stand beside, never in it
select
    vintages.year,
    vintages.vintage,
    accounts.area_code,
    max_by(accounts.version, accounts.released_on) as gdp_vintage,
    cast(max_by(accounts.gdp, accounts.released_on) * 10000 as decimal(18, 2)) as gdp
from {{ ref('int_account_vintages') }} as vintages
inner join {{ ref('stg_statistics_bureau__gdp_accounts') }} as accounts
    on vintages.year = accounts.year and vintages.released_on >= accounts.released_on
where not accounts.is_of_which
group by vintages.year, vintages.vintage, accounts.area_code
