"""The prose of typical cases: titles and the four parts of the narrative, from varied templates."""

from dataclasses import dataclass

import numpy as np

_BACKGROUND = (
    "{subject}长期从事{product}的研发和生产,市场上同类产品普遍存在{problem}的问题,高端型号依赖外购。",
    "{product}是{field}领域的常用部件。过去几年下游客户对{goal}的要求不断提高,原有技术路线难以满足。",
    "在行业竞争加剧、原材料价格波动的背景下,{subject}把{product}作为转型的突破口,但{problem}一直制约着产品放量。",
    "{subject}在专利盘点中发现,围绕{product}形成的一批专利多年未实施,维持费用逐年上升,亟需找到应用场景。",
)
_BACKGROUND_END = (
    "为此,单位把专利布局与产品规划同步考虑,组建了由研发、法务和市场人员组成的小组。",
    "经过两轮专利导航分析,单位明确了以{count}件专利为核心的实施方向。",
    "区知识产权部门在走访中了解到这一需求,帮助单位对接了检索、评估和融资服务。",
)
_PRACTICE = {
    "自行实施": "单位自建中试线,把专利方案拆解为{steps}个验证环节,逐项确认工艺窗口后转入批量生产。",
    "许可": "单位与{partner}签订专利实施许可合同,约定分期支付许可费,并派出技术人员驻厂指导{weeks}周。",
    "开放许可": "单位向国务院专利行政部门提出开放许可声明,明码标价,{partner}在声明期内书面通知后取得许可。",
    "转让": "双方委托评估机构对专利包进行评估,经{weeks}周谈判后由{partner}受让全部权利,并办理了登记手续。",
    "作价入股": "专利经评估后作价投入由双方设立的项目公司,{partner}以现金出资,发明人团队按约定分享股权。",
    "质押融资": "单位以专利权出质,银行参考第三方评估和风险补偿政策授信,登记、放款在{weeks}周内完成。",
    "证券化": "专利许可费收益作为底层资产纳入知识产权证券化项目,由增信机构担保,募集资金用于后续研发。",
    "保险": "单位投保专利被侵权损失险和海外责任险,保险机构在承保前协助完成了侵权风险排查。",
    "专利池": "单位牵头与上下游共{steps}家单位组建专利池,制定统一的许可规则,由运营中心代为管理。",
}
_PRACTICE_END = (
    "实施过程中建立了发明人奖励办法,明确收益中不低于一定比例用于奖励研发和转化人员。",
    "同时对外围技术补充申请专利,形成了核心专利与外围专利相互支撑的布局。",
    "项目按季度复盘,遇到的{problem}问题由联合攻关小组在现场解决。",
)
_EFFECT = (
    "截至统计日,项目累计实现金额{amount}万元,{goal}指标较原产品提升{percent}%。",
    "项目涉及金额{amount}万元,相关产品不良率下降{percent}%,进入{steps}家整机企业的供应名录。",
    "累计金额达到{amount}万元,带动上下游配套{steps}家,单位产品能耗下降{percent}%。",
)
_LESSON = (
    "专利只有进入产品才有价值,先验证、后放量的节奏降低了转化风险。",
    "供需双方尽早共同评估,能够让价格预期回到可实施的区间。",
    "公共服务平台提供的检索和评估,减少了中小企业寻找技术的成本。",
    "把专利指标与产品指标放在同一张表里考核,研发人员更愿意参与转化。",
    "明确收益分配和责任边界,是高校院所敢转、愿转的前提。",
)
_PROBLEMS = ("一致性差", "使用寿命短", "能耗偏高", "装配精度不足", "噪声偏大", "良品率不高", "维护频繁")
_GOALS = ("可靠性", "轻量化", "节能", "加工精度", "响应速度", "密封性", "环保")
_TITLES = (
    "{count}件专利{verb},{product}实现产业化",
    "以{product}专利{verb}推动{field}升级",
    "“沉睡”专利变产品:{product}{verb}实践",
    "{product}核心专利{verb}的做法与启示",
)


@dataclass(frozen=True)
class Story:
    """What a case is about; `amount` in 万元 as written in the form."""

    subject: str
    product: str
    field: str
    kind: str
    partner: str
    amount: str
    count: int


@dataclass(frozen=True)
class Narrative:
    """The title and the four parts."""

    title: str
    background: str
    practice: str
    effect: str
    lesson: str


def narrate(story: Story, rng: np.random.Generator) -> Narrative:
    """Tell the story in words drawn at random."""
    words = {
        "subject": story.subject,
        "product": story.product,
        "field": story.field,
        "verb": story.kind,
        "partner": story.partner or "合作单位",
        "amount": story.amount,
        "count": story.count,
        "problem": _one(_PROBLEMS, rng),
        "goal": _one(_GOALS, rng),
        "steps": int(rng.integers(3, 12)),
        "weeks": int(rng.integers(3, 20)),
        "percent": int(rng.integers(6, 38)),
    }
    first, second = rng.choice(len(_LESSON), size=2, replace=False)
    return Narrative(
        title=_one(_TITLES, rng).format(**words),
        background=(_one(_BACKGROUND, rng) + _one(_BACKGROUND_END, rng)).format(**words),
        practice=(_PRACTICE[story.kind] + _one(_PRACTICE_END, rng)).format(**words),
        effect=_one(_EFFECT, rng).format(**words),
        lesson=_LESSON[first] + _LESSON[second],
    )


def _one(options: tuple[str, ...], rng: np.random.Generator) -> str:
    return options[int(rng.integers(0, len(options)))]
