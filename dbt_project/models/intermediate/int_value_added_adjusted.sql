-- value added per vintage, area and industry as raked, 万元, beside what it is made of, and by how much raking moved its
-- section in its area (`factor`: raked over estimated)
with

cells as (
    select
        cells.*,
        raked.value_added,
        raked.without_imputation
    from {{ ref('int_value_added_cells') }} as cells
    inner join {{ ref('int_value_added_raked') }} as raked
        on
            cells.year = raked.year
            and cells.vintage = raked.vintage
            and cells.area_code = raked.area_code
            and cells.industry_code = raked.industry_code
),

sums as (
    select
        *,
        sum(estimate) over section_of_area as section_estimate,
        sum(value_added) over section_of_area as section_value_added
    from cells
    window section_of_area as (partition by year, vintage, section, area_code)
)

select
    * exclude (section_estimate, section_value_added),
    {{ quotient('section_value_added', 'section_estimate', times=10000) }} * 0.0001 as factor
from sums
