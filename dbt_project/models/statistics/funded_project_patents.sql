with

{{ gridded('stg_science_bureau__funded_projects', 'approved_on', 'year',
    {'funder': 'funder', 'institution_type': 'holder_type'}, ['declared_patents', 'transferred_patents'],
    by_area=false) }},

counted as (
    select
        year,
        funder,
        institution_type,
        count(*) filter (where is_event) as funded_projects,
        count(declared_patents) as projects_declaring,
        {{ distinct_patents('declared_patents') }} as declared_patents,
        {{ distinct_patents('transferred_patents') }} as transferred_patents
    from gridded
    group by year, funder, institution_type
)

select
    year,
    funder,
    institution_type as holder_type,
    cast(funded_projects as integer) as funded_projects,
    cast(projects_declaring as integer) as projects_declaring,
    declared_patents,
    transferred_patents,
    {{ percentage('transferred_patents', 'declared_patents') }} as transferred_share,
    'A' as obs_status,
    'F' as conf_status
from counted
