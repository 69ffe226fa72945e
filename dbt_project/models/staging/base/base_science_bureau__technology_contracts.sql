with

{{ cleaned_delivery('science_bureau', 'technology_contracts', {
    'contract_number': 'code', 'project_name': 'text', 'contract_type': 'name', 'signed_on': 'date_or_month',
    'registered_on': 'date', 'registrar': 'text', 'contract_state': 'name', 'seller_name': 'text',
    'seller_area_code': 'area_code', 'seller_kind': 'text', 'seller_country': 'text', 'buyer_name': 'text',
    'buyer_area_code': 'text', 'buyer_kind': 'text', 'buyer_country': 'text', 'ip_type': 'name',
    'patent_numbers': 'text', 'technology_field': 'text', 'contract_value': 'amount', 'technical_value': 'amount'
}) }},

judged as (
    select
        cleaned.*,
        type.code as contract_type_code,
        {{ faults([
            ['contract_number_length', 'contract_number',
                "not coalesce(regexp_full_match(contract_number, '[0-9]{14}|[0-9]{16}'), false)"],
            ['contract_type_unknown', 'contract_type', 'type.code is null'],
            ['contract_state_unknown', 'contract_state', "coalesce(contract_state, '') not in ('登记', '变更', '撤销')"],
            ['date_impossible', 'signed_on', is_no_date('signed_on')],
            ['date_impossible', 'registered_on', is_no_date('registered_on')],
            ['signed_after_registered', 'signed_on', 'try_cast(signed_on as date) > try_cast(registered_on as date)'],
            ['area_code_unknown', 'seller_area_code', "not coalesce(regexp_full_match(seller_area_code, '[0-9]{6}'), false)
                or seller_area_code like '" ~ var('city_code') ~ "%' and not " ~ is_area_of_city('seller_area_code')],
            ['number_unreadable', 'contract_value',
                "not regexp_full_match(contract_value, '[0-9]{1,10}([.][0-9]{1,6})?')"],
            ['number_unreadable', 'technical_value',
                "not regexp_full_match(technical_value, '[0-9]{1,10}([.][0-9]{1,6})?')"],
            ['technical_value_exceeds', 'technical_value',
                'try_cast(technical_value as decimal(18, 6)) > try_cast(contract_value as decimal(18, 6))'],
            ['technical_value_without_value', 'technical_value',
                'technical_value is not null and contract_value is null']
        ]) }} as _row_faults
    from cleaned
    left join {{ ref('contract_type') }} as type
        on cleaned.contract_type = type.zh and type.code != '_T'
),

compared as (
    select
        *,
        row_number() over (partition by _fingerprint order by _file, _row) as _copy
    from judged
),

merged as (
    -- an act exported once per patent: its rows are one act that covers all their patents
    select
        *,
        {{ over_act("string_agg(distinct patent_numbers, ';' order by patent_numbers)") }} as _all_patents,
        {{ over_act('count(*)') }} as _exported
    from compared
),

final as (
    select
        _snapshot,
        _file,
        _sheet,
        _row,
        contract_number,
        contract_type_code as contract_type,
        try_cast(signed_on as date) as signed_on,
        try_cast(registered_on as date) as registered_on,
        contract_state,
        seller_name,
        seller_area_code,
        buyer_name,
        buyer_area_code,
        ip_type,
        case when _exported > 1 then _all_patents else patent_numbers end as patent_numbers,
        try_cast(contract_value as decimal(18, 6)) as contract_value,
        try_cast(technical_value as decimal(18, 6)) as technical_value,
        case
            when _exported > 1 and _copy = 1
                then _fixes || [{
                    'rule': 'repeated_per_patent',
                    'column': 'patent_numbers',
                    'was': patent_numbers,
                    'becomes': _all_patents
                }]
            else _fixes
        end as _fixes,
        {{ settled_faults([['duplicate_row', 'contract_number', '_copy > 1']]) }} as _faults
    from merged
)

select * from final
