with

{{ cleaned_delivery('statistics_bureau', 'gdp_accounts', {
    'area_name': 'area_name', 'gdp': 'hundred_millions', 'gdp_growth': 'number', 'primary_industry': 'hundred_millions',
    'secondary_industry': 'hundred_millions', 'industry': 'hundred_millions', 'tertiary_industry': 'hundred_millions'
}) }},

titled as (
    select
        *,
        regexp_extract(_title, '^([0-9]{4})年', 1) as year,
        regexp_extract(_title, '[(（]([^)）]+)[)）]', 1) as version,
        regexp_extract(_title, '发布日期[:：]([0-9]{4}-[0-9]{2}-[0-9]{2})', 1) as released_on,
        {{ is_of_which('area_name') }} as is_of_which
    from cleaned
),

judged as (
    select
        titled.*,
        area.code as area_code,
        {{ faults([
            ['title_unreadable', '_title', "try_cast(year as integer) is null or try_cast(released_on as date) is null"],
            ['area_name_unknown', 'area_name', 'area.code is null and not titled.is_of_which'],
            ['required_missing', 'gdp', 'gdp is null'],
            ['number_unreadable', 'gdp', "not regexp_full_match(gdp, '[0-9]{1,10}([.][0-9]{1,4})?')"],
            ['number_unreadable', 'gdp_growth', "not regexp_full_match(gdp_growth, '-?[0-9]{1,7}([.][0-9]{1,2})?')"],
            ['number_unreadable', 'industry', "not regexp_full_match(industry, '[0-9]{1,10}([.][0-9]{1,4})?')"]
        ]) }} as _row_faults
    from titled
    left join {{ ref('area') }} as area
        on titled.area_name = area.zh
),

compared as (
    select
        *,
        row_number() over (
            partition by _file, _sheet, area_name, len(_row_faults) = 0 order by _row
        ) as _copy
    from judged
),

final as (
    select
        _snapshot,
        _file,
        _sheet,
        _row,
        try_cast(year as integer) as year,
        version,
        try_cast(released_on as date) as released_on,
        area_code,
        area_name,
        is_of_which,
        try_cast(gdp as decimal(18, 4)) as gdp,
        try_cast(gdp_growth as decimal(9, 2)) as gdp_growth,
        try_cast(industry as decimal(18, 4)) as industry,
        _fixes,
        {{ settled_faults([['duplicate_row', 'area_name', '_copy > 1']]) }} as _faults
    from compared
)

select * from final
