{%- set flags = [
    'high_value_flag', 'strategic_emerging_industry_flag', 'overseas_family_flag', 'maintenance_period_flag',
    'high_financing_quota_flag', 'award_flag'
] -%}
{%- set kinds = {
    'pid': 'text', 'title': 'text', 'pat_type': 'text', 'status_code': 'text', 'app_number': 'application_number',
    'app_date': 'date', 'grant_date': 'date', 'expire_date': 'date', 'patentee': 'text', 'addr_county': 'area_name',
    'nec': 'text', 'main_ipc': 'text'
} -%}
{%- set rules = [
    ['application_number_check', 'app_number', 'not coalesce(' ~ is_application_number('app_number') ~ ', false)'],
    ['patent_type_contradicts', 'pat_type', "coalesce(pat_type, '') != case
        when len(app_number) = 14 then substr(app_number, 5, 1) else substr(app_number, 3, 1) end"],
    ['status_code_unknown', 'status_code', "coalesce(status_code, '') not in ('10', '11', '20', '21', '22', '30')"],
    ['date_impossible', 'app_date', is_no_date('app_date')],
    ['date_impossible', 'grant_date', 'grant_date is not null and ' ~ is_no_date('grant_date')],
    ['date_impossible', 'expire_date', 'expire_date is not null and ' ~ is_no_date('expire_date')],
    ['granted_before_application', 'grant_date', 'try_cast(grant_date as date) < try_cast(app_date as date)']
] -%}
{%- for flag in flags -%}
{%- do kinds.update({flag: 'text'}) -%}
{%- do rules.append(['flag_unknown', flag, flag ~ " not in ('0', '1')"]) -%}
{%- endfor -%}
with

{{ cleaned_delivery('ip_office', 'patents', kinds) }},

judged as (
    select
        *,
        {{ faults(rules) }} as _row_faults
    from cleaned
),

compared as (
    select
        *,
        row_number() over (partition by _fingerprint order by _file, _row) as _copy
    from judged
),

ordered as (
    select
        *,
        row_number() over (
            partition by app_number, len(_row_faults) = 0, _copy = 1 order by _file desc, _row desc
        ) as _state
    from compared
),

final as (
    select
        _snapshot,
        _file,
        _sheet,
        _row,
        app_number,
        try_cast(pat_type as integer) as pat_type,
        status_code,
        title,
        try_cast(app_date as date) as app_date,
        try_cast(grant_date as date) as grant_date,
        try_cast(expire_date as date) as expire_date,
        patentee,
        addr_county,
        nec,
        main_ipc,
        {%- for flag in flags %}
        coalesce({{ flag }} = '1', false) as {{ flag }},
        {%- endfor %}
        _fixes,
        {{ settled_faults([
            ['duplicate_row', 'app_number', '_copy > 1'],
            ['superseded_state', 'app_number', '_copy = 1 and _state > 1']
        ]) }} as _faults
    from ordered
)

select * from final
