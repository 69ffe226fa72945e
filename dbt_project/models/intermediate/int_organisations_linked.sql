-- which organisation a name means, where that is certain enough; without an area, where no area needs to be known
select
    mentions.name,
    mentions.area_code,
    candidates.organisation_code,
    candidates.method,
    candidates.probability
from {{ ref('int_organisation_mentions') }} as mentions
left join {{ ref('int_organisation_candidates') }} as candidates
    on
        mentions.name = candidates.name
        and mentions.area_code = candidates.area_code
        and candidates.is_link
