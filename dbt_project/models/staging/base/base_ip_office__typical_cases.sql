{%- set personal = [] -%}
{%- for text in ['title', 'subject_name', 'partner', 'background', 'practice', 'effect', 'lesson'] -%}
{%- do personal.append(['personal_data_in_text', text, personal_data(text)]) -%}
{%- endfor -%}

with

{{ cleaned_delivery('ip_office', 'typical_cases', {
    'case_number': 'code', 'collection_round': 'text', 'level': 'name', 'kind': 'name', 'title': 'text',
    'subject_name': 'text', 'subject_code': 'code', 'area_code': 'area_code', 'partner': 'text',
    'patent_numbers': 'code', 'cluster': 'text', 'cluster_version': 'code', 'industry_code': 'code',
    'industry_edition': 'code', 'amount': 'amount', 'amount_as_of': 'date', 'background': 'text', 'practice': 'text',
    'effect': 'text', 'lesson': 'text', 'reporter': 'text', 'consent': 'name', 'state': 'name',
    'state_reason': 'text', 'submitted_on': 'date', 'published_on': 'date', 'contract_number': 'code'
}, remembered=true) }},

judged as (
    select
        cleaned.*,
        level.code as level_code,
        kind.code as kind_code,
        state.code as state_code,
        {{ faults(personal + [
            ['organisation_code_check', 'subject_code',
                'not coalesce(' ~ is_organisation_code('subject_code') ~ ', false)'],
            ['patent_unknown', 'patent_numbers', "len(list_filter(string_split(patent_numbers, ';'),
                lambda number: not " ~ is_application_number('number') ~ ")) > 0"],
            ['level_unknown', 'level', 'level.code is null'],
            ['kind_unknown', 'kind', 'kind.code is null'],
            ['state_unknown', 'state', 'state.code is null'],
            ['state_without_date', 'published_on',
                "state.code in ('published', 'corrected', 'withdrawn') and published_on is null"],
            ['date_impossible', 'published_on', 'published_on is not null and ' ~ is_no_date('published_on')],
            ['date_impossible', 'submitted_on', is_no_date('submitted_on')],
            ['date_impossible', 'amount_as_of', 'amount_as_of is not null and ' ~ is_no_date('amount_as_of')],
            ['number_unreadable', 'amount', "not regexp_full_match(amount, '[0-9]{1,10}([.][0-9]{1,6})?')"],
            ['area_code_unknown', 'area_code', 'not ' ~ is_area_of_city('area_code')]
        ]) }} as _row_faults
    from cleaned
    left join {{ ref('case_level') }} as level
        on cleaned.level = level.zh
    left join {{ ref('case_kind') }} as kind
        on cleaned.kind = kind.zh
    left join {{ ref('case_state') }} as state
        on cleaned.state = state.zh
),

compared as (
    select
        *,
        row_number() over (partition by {{ one_delivery() }}, _fingerprint order by _file, _row) as _copy,
        -- who refuses once, in any delivery, is shown in none
        coalesce(bool_or(consent = '否') over (partition by case_number), false) as _is_refused
    from judged
),

ordered as (
    select
        *,
        row_number() over (
            partition by {{ one_delivery() }}, case_number, len(_row_faults) = 0, _copy = 1
            order by _file desc, _row desc
        ) as _state
    from compared
),

final as (
    select
        _snapshot,
        _file,
        _sheet,
        _row,
        case_number,
        collection_round,
        level_code as level,
        kind_code as kind,
        title,
        subject_name,
        subject_code,
        area_code,
        partner,
        patent_numbers,
        cluster,
        cluster_version,
        industry_code,
        try_cast(amount as decimal(18, 6)) as amount,
        try_cast(amount_as_of as date) as amount_as_of,
        background,
        practice,
        effect,
        lesson,
        consent = '是' and not _is_refused as has_consent,
        state_code as state,
        try_cast(submitted_on as date) as submitted_on,
        try_cast(published_on as date) as published_on,
        state_reason,
        contract_number,
        _counted_from,
        _counted_to,
        _fingerprint,
        _fixes,
        {{ settled_faults([
            ['duplicate_row', 'case_number', '_copy > 1'],
            ['superseded_state', 'case_number', '_copy = 1 and _state > 1']
        ]) }} as _faults
    from ordered
)

select * from final
