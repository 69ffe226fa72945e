"""The departments' column heads, in the order of their files: our name and theirs (`group|field` or `field`)."""

Header = tuple[tuple[str, str], ...]

UNIT_REGISTER: Header = (
    ("organisation_code", "单位基本情况|统一社会信用代码"),
    ("unit_name", "单位基本情况|单位详细名称"),
    ("area_code", "单位基本情况|行政区划代码"),
    ("functional_zone", "单位基本情况|功能区"),
    ("parent_organisation_code", "单位基本情况|直接上级法人统一社会信用代码"),
    ("industry_code", "行业|代码"),
    ("industry_edition", "行业|分类版本"),
    ("size_class", "规模|单位规模"),
    ("register_revenue", "规模|营业收入"),
    ("registration_type", "登记注册类型"),
    ("year", "报告期"),
    ("form", "报表"),
)


def _returns(output: str, depreciation: str) -> Header:
    return (
        ("organisation_code", "单位|统一社会信用代码"),
        ("unit_name", "单位|单位详细名称"),
        ("industry_code", "单位|行业代码"),
        ("industry_edition", "单位|分类版本"),
        ("size_class", "单位|单位规模"),
        ("registration_type", "单位|登记注册类型"),
        ("year", "报告期"),
        ("reported_on", "报送日期"),
        ("total_assets", "资产负债|资产总计"),
        ("total_liabilities", "资产负债|负债合计"),
        ("operating_revenue", "损益|营业收入"),
        ("operating_cost", "损益|营业成本"),
        ("taxes_and_surcharges", "损益|税金及附加"),
        ("selling_expenses", "损益|销售费用"),
        ("administrative_expenses", "损益|管理费用"),
        ("rd_expenses", "损益|研发费用"),
        ("financial_expenses", "损益|财务费用"),
        ("asset_impairment_losses", "损益|资产减值损失"),
        ("credit_impairment_losses", "损益|信用减值损失"),
        ("other_income", "损益|其他收益"),
        ("investment_income", "损益|投资收益"),
        ("fair_value_gains", "损益|公允价值变动收益"),
        ("disposal_gains", "损益|资产处置收益"),
        ("operating_profit", "损益|营业利润"),
        ("total_profit", "损益|利润总额"),
        ("gross_output", f"生产|{output}"),
        ("intermediate_input", "生产|中间投入合计"),
        ("production_subsidies", "生产|生产补贴"),
        ("capitalised_rd", "生产|研发支出资本化额"),
        ("payroll_payable", "人工与税|应付职工薪酬(本年贷方累计发生额)"),
        ("vat_payable", "人工与税|应交增值税"),
        ("depreciation", f"人工与税|{depreciation}"),
        ("average_employees", "人工与税|平均用工人数"),
    )


INDUSTRIAL_RETURNS = _returns("工业总产出", "本年折旧")
SERVICE_RETURNS = _returns("总产出", "固定资产折旧")

GDP_ACCOUNTS: Header = (
    ("area_name", "地区"),
    ("gdp", "地区生产总值|总量"),
    ("gdp_growth", "地区生产总值|增速"),
    ("primary_industry", "第一产业|总量"),
    ("secondary_industry", "第二产业|总量"),
    ("industry", "第二产业|#工业"),
    ("tertiary_industry", "第三产业|总量"),
)

TECHNOLOGY_CONTRACTS: Header = (
    ("contract_number", "合同登记编号"),
    ("project_name", "项目名称"),
    ("contract_type", "合同类别"),
    ("signed_on", "合同签订日期"),
    ("registered_on", "登记日期"),
    ("registrar", "登记机构"),
    ("contract_state", "合同状态"),
    ("seller_name", "卖方名称"),
    ("seller_area_code", "卖方行政区划代码"),
    ("seller_kind", "卖方性质"),
    ("seller_country", "卖方国别代码"),
    ("buyer_name", "买方名称"),
    ("buyer_area_code", "买方行政区划代码"),
    ("buyer_kind", "买方性质"),
    ("buyer_country", "买方国别代码"),
    ("ip_type", "知识产权类型"),
    ("patent_numbers", "专利号"),
    ("technology_field", "技术领域"),
    ("contract_value", "合同成交金额"),
    ("technical_value", "技术交易额"),
)

PATENTS: Header = (
    ("pid", "pid"),
    ("title", "title"),
    ("pat_type", "patType"),
    ("status_code", "statusCode"),
    ("app_number", "appNumber"),
    ("app_date", "appDate"),
    ("pub_number", "pubNumber"),
    ("grant_date", "grantDate"),
    ("expire_date", "expireDate"),
    ("applicant_name", "applicantName"),
    ("patentee", "patentee"),
    ("addr_province", "addrProvince"),
    ("addr_city", "addrCity"),
    ("addr_county", "addrCounty"),
    ("nec", "nec"),
    ("main_ipc", "mainIpc"),
    ("patent_right_transfer_quantity", "patentRightTransferQuantity"),
    ("license_quantity", "licenseQuantity"),
    ("pledge_quantity", "pledgeQuantity"),
    ("family_quantity", "familyQuantity"),
    ("high_value_flag", "highValueFlag"),
    ("strategic_emerging_industry_flag", "strategicEmergingIndustryFlag"),
    ("overseas_family_flag", "overseasFamilyFlag"),
    ("maintenance_period_flag", "maintenancePeriodFlag"),
    ("high_financing_quota_flag", "highFinancingQuotaFlag"),
    ("award_flag", "awardFlag"),
)

TYPICAL_CASES: Header = (
    ("case_number", "案例编号"),
    ("collection_round", "征集批次"),
    ("level", "级别"),
    ("kind", "案例类型"),
    ("title", "案例名称"),
    ("subject_name", "主体|名称"),
    ("subject_code", "主体|统一社会信用代码"),
    ("area_code", "主体|行政区划代码"),
    ("partner", "合作方"),
    ("patent_numbers", "专利号"),
    ("cluster", "产业集群|名称"),
    ("cluster_version", "产业集群|版本"),
    ("industry_code", "行业|代码"),
    ("industry_edition", "行业|版本"),
    ("contract_number", "技术合同登记编号"),
    ("amount", "金额|数值"),
    ("amount_as_of", "金额|截至日期"),
    ("background", "叙述|背景"),
    ("practice", "叙述|做法"),
    ("effect", "叙述|成效"),
    ("lesson", "叙述|启示"),
    ("reporter", "报送单位"),
    ("contact_name", "联系人"),
    ("contact_phone", "联系电话"),
    ("consent", "同意公开"),
    ("state", "状态"),
    ("state_reason", "状态说明"),
    ("submitted_on", "提交日期"),
    ("published_on", "发布日期"),
    ("review_chain", "审核链"),
)


def header_rows(header: Header) -> tuple[tuple[str, ...], ...]:
    """The physical header rows: one row when no field has a group, else groups above fields. A group's label stands
    in its first column; a field without a group stands in the first row, above a blank."""
    parts = [label.partition("|") for _, label in header]
    if not any(bar for _, bar, _ in parts):
        return (tuple(label for label, _, _ in parts),)
    groups = [label for label, _, _ in parts]
    first = tuple("" if i and label == groups[i - 1] else label for i, label in enumerate(groups))
    return first, tuple(field for _, _, field in parts)


def names(header: Header) -> list[str]:
    """Our column names in order."""
    return [name for name, _ in header]
