with

{{ cleaned_delivery('statistics_bureau', 'unit_register', {
    'organisation_code': 'code', 'unit_name': 'text', 'area_code': 'area_code', 'functional_zone': 'text',
    'parent_organisation_code': 'code', 'industry_code': 'code', 'industry_edition': 'code', 'size_class': 'code', 'register_revenue': 'thousands',
    'registration_type': 'text', 'year': 'number', 'form': 'code'
}) }},

judged as (
    select
        *,
        {{ faults([
            ['organisation_code_check', 'organisation_code',
                'not coalesce(' ~ is_organisation_code('organisation_code') ~ ', false)'],
            ['organisation_code_check', 'parent_organisation_code',
                'not ' ~ is_organisation_code('parent_organisation_code')],
            ['area_code_unknown', 'area_code', 'not ' ~ is_area_of_city('area_code')],
            ['number_unreadable', 'year', "not coalesce(regexp_full_match(year, '20[0-9]{2}'), false)"],
            ['number_unreadable', 'register_revenue', "not regexp_full_match(register_revenue, '-?[0-9]{1,12}([.][0-9]{1,5})?')"]
        ]) }} as _row_faults
    from cleaned
),

compared as (
    select
        *,
        row_number() over (partition by _fingerprint order by _file, _row) as _copy,
        row_number() over (
            partition by organisation_code, year, len(_row_faults) = 0 order by _file, _row
        ) as _entry,
        count(distinct area_code) over (partition by organisation_code, year, len(_row_faults) = 0) > 1 as _areas_conflict
    from judged
),

final as (
    select
        _snapshot,
        _file,
        _sheet,
        _row,
        organisation_code,
        unit_name,
        area_code,
        parent_organisation_code,
        industry_code,
        industry_edition,
        size_class,
        try_cast(register_revenue as decimal(18, 5)) as register_revenue,
        registration_type,
        try_cast(year as integer) as year,
        form,
        _fixes,
        {{ settled_faults([
            ['duplicate_row', 'organisation_code', '_copy > 1'],
            ['conflicting_entries', 'area_code', '_copy = 1 and _areas_conflict'],
            ['second_entry', 'organisation_code', '_copy = 1 and _entry > 1 and not _areas_conflict']
        ]) }} as _faults
    from compared
)

select * from final
