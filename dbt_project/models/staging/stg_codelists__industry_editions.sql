-- four-digit codes of GB/T 4754 with their meaning in either edition, and what a code of 2011 becomes where that is certain
with

edition_2017 as (
    select
        code,
        name
    from {{ ref('gbt4754_2017') }}
    where level = 4
),

edition_2011 as (
    select
        code,
        name
    from {{ ref('gbt4754_2011') }}
    where level = 4
)

select
    coalesce(edition_2017.code, edition_2011.code) as code,
    edition_2017.name as name_2017,
    edition_2011.name as name_2011,
    concordance.code_2017 as becomes_2017
from edition_2017
full outer join edition_2011
    on edition_2017.code = edition_2011.code
left join {{ ref('gbt4754_2011_2017') }} as concordance
    on edition_2011.code = concordance.code_2011
