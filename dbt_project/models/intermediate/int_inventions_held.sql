-- which organisation holds which granted invention patent, and from when to when; what is now known as lapsed is left
-- out altogether, since the day on which it lapsed is not delivered; of joint holders each holds it
with

holders as (
    select
        app_number,
        grant_date,
        expire_date,
        trim(unnest(string_split_regex(patentee, '[;；]'))) as name
    from {{ ref('stg_ip_office__patents') }}
    where {{ is_invention('pat_type') }} and status_code in ('10', '21') and grant_date is not null
)

select distinct
    links.organisation_code,
    holders.app_number,
    holders.grant_date as granted_on,
    holders.expire_date as expires_on
from holders
inner join {{ ref('int_organisations_linked') }} as links
    on holders.name = links.name and links.area_code = ''
where links.organisation_code is not null
