-- technology contracts that count in the city's turnover, each under its seller: the first that it names
with

sellers as (
    select
        parties.contract_number,
        coalesce(linked.organisation_code, parties.name) as seller
    from {{ ref('int_contract_parties') }} as parties
    left join {{ ref('int_organisations_linked') }} as linked
        on parties.name = linked.name and parties.area_code = linked.area_code
    where parties.side = 'seller' and parties.place = 1
),

-- acts of one contract can spell its seller differently: where they mean two, neither is sure
first_sellers as (
    select
        contract_number,
        min(seller) as seller
    from sellers
    group by contract_number
)

select
    contracts.contract_number,
    contracts.signed_on,
    contracts.seller_area_code as area_code,
    contracts.contract_type,
    case when contracts.is_patent_related then 'Y' else 'N' end as patent_related,
    contracts.contract_value,
    contracts.technical_value,
    first_sellers.seller
from {{ ref('int_contracts_current') }} as contracts
left join first_sellers
    on contracts.contract_number = first_sellers.contract_number
where contracts.is_sold_from_city
