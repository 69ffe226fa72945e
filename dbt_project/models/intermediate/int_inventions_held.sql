-- which organisation holds which granted invention patent, and from when to when; what is now known as lapsed is left
-- out altogether, since the day on which it lapsed is not delivered; of joint holders each holds it
select distinct
    links.organisation_code,
    patents.app_number,
    patents.grant_date as granted_on,
    patents.expire_date as expires_on
from {{ ref('stg_ip_office__patents') }} as patents
inner join {{ ref('int_patent_holders') }} as holders
    on patents.app_number = holders.app_number
inner join {{ ref('int_organisations_linked') }} as links
    on holders.name = links.name and holders.area_code = links.area_code
where
    {{ is_invention('pat_type') }}
    and patents.status_code in ('10', '21')
    and patents.grant_date is not null
    and links.organisation_code is not null
