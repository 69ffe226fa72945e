with

figures as (
    select
        year,
        category_code,
        max(case when vintage = 'preliminary' then value_added end) as preliminary,
        max(case when vintage = 'revised' then value_added end) as revised,
        max(case when vintage = 'final' then value_added end) as final,
        max(obs_status) as obs_status
    from {{ ref('value_added_vintages') }}
    group by year, category_code
),

steps as (
    select
        year,
        category_code,
        obs_status,
        unnest(['preliminary_revised', 'revised_final', 'preliminary_final']) as revision_step,
        unnest([preliminary, revised, preliminary]) as earlier,
        unnest([revised, final, final]) as later
    from figures
),

measured as (
    select
        year,
        category_code,
        revision_step,
        obs_status,
        {{ growth('later', 'earlier') }} as revision
    from steps
)

select
    revision_step,
    category_code,
    cast(min(year) as integer) as first_year,
    cast(max(year) as integer) as last_year,
    cast(count(*) as integer) as years,
    {{ quotient('sum(revision)', 'count(*)') }} as mean_revision,
    {{ quotient('sum(abs(revision))', 'count(*)') }} as mean_absolute_revision,
    cast(max(abs(revision)) as decimal(18, 2)) as largest_revision,
    max(obs_status) as obs_status,
    'F' as conf_status
from measured
where revision is not null
group by revision_step, category_code
