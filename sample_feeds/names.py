"""Invented names of firms and public bodies: unusual characters, so that none is a real well-known firm's."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sample_feeds.text import Integers, Text, choose, joined, where
from sample_feeds.trades import trades

_FIRST = (
    "澜珩琛翊骁堃沄琮澍瀚骥钰晟烨昱睿铖锴曜煜峥嵘岚屹崴珂珺瑾璟瑜璞琅琦玥珏瓒翰翎翃旻昊昕昶晗晖晔晞暄暻曦"
    "栩桁梓棣椿楷槿樾檀沅泓洵浔浚涵淇淳渝湛湜溥滢漪潇澄濂灏炜炫焓焱煊熠燊犇奕弈彧彦彪徵忱怿恺悠惟慕懋戬拓"
    "攸敏斐斓旖旌昀晁朔杞柏栎桐梵棠榕楠泠沣沁沐汐苒苡茗荔莘菁萱葳蒗蔚蕴薇藜"
)
_SECOND = (
    "沁川辰禾屿泽铭凯尔森源恒诺威达能拓锋捷尚嘉博通科瑞盈丰利益隆兴旺昌盛泰和顺康宁安平正立信诚义仁德"
    "远航帆舟桥岭峰峦谷涧溪浦汀洲湾渚石岩砾玉璋圭鼎钧锐钢铂钛钒锆镁铝晶芯微纳维度量衡准则卓越超群领先启创"
    "新锦绣织云雾雨雪霜露霞虹星月宸宇宙乾坤元亨贞吉祥麟凤鸿鹄鹏鹤雁鸥鲲鲸骏驰骋"
)
_THIRD = (
    "百川谐和融汇贯达致臻至善美佰仟珑珀琥珊瑚琉璃碧翠青蓝紫彤丹朱绯橙金银玛瑙"
    "格朗斯特曼莱欧雅图迪森赛普罗伦贝思帕洛维纳塔雷柯密佳奥润亿力邦茂裕晨旭耀"
    "辉朝阳夏秋冬竹兰菊松枫杉柳荷莲芝芸芳芬薰艾苏叶"
)
_COMMON_REGIONS = ("宁波", "宁波市", "浙江", "宁波")
_OWN_REGIONS = {
    "330203": ("宁波海曙", "宁波市海曙"),
    "330205": ("宁波江北", "宁波市江北"),
    "330206": ("宁波北仑", "宁波经济技术开发区"),
    "330211": ("宁波镇海", "宁波市镇海"),
    "330212": ("宁波鄞州", "宁波市鄞州"),
    "330213": ("宁波奉化", "宁波市奉化"),
    "330225": ("象山", "象山县"),
    "330226": ("宁海", "宁海县"),
    "330281": ("余姚", "余姚市"),
    "330282": ("慈溪", "慈溪市"),
}
_SUFFIXES = ("有限公司",) * 16 + ("有限责任公司", "股份有限公司", "股份有限公司", "（宁波）有限公司")
_BODIES = (
    "工业技术研究院",
    "职业技术学院",
    "工程学院",
    "新材料研究所",
    "理工大学",
    "海洋研究院",
    "医院",
    "生物医药研究所",
)


def brands(serial: Integers) -> Text:
    """A brand of two or three characters per serial, all different up to a million."""
    first, second, third = (_distinct(characters) for characters in (_FIRST, _SECOND, _THIRD))
    pairs = len(first) * len(second)
    pair = serial % pairs * 7_919 % pairs
    head = joined(choose(first, pair % len(first)), choose(second, pair // len(first)))
    tail = choose(["", *third], serial // pairs)
    return joined(head, tail)


def firm_names(serial: Integers, area: Sequence[str], trade: Integers, rng: np.random.Generator) -> Text:
    """Region, brand, what the firm does, legal form."""
    regions = [_COMMON_REGIONS + _OWN_REGIONS.get(code, ("宁波", "浙江")) for code in sorted(set(area))]
    pick = rng.integers(0, 6, len(serial))
    position = np.searchsorted(sorted(set(area)), list(area))
    region = choose([word for words in regions for word in words], position * 6 + pick)
    word_index = rng.integers(0, 2**31, len(serial))
    suffix_index = rng.integers(0, len(_SUFFIXES), len(serial))
    suffix = choose(_SUFFIXES, suffix_index)
    region = where(suffix_index == len(_SUFFIXES) - 1, "", region)
    return joined(region, brands(serial), _words(trade, word_index), suffix)


def body_names(serial: Integers) -> Text:
    """Names of public bodies: institutes, colleges, hospitals."""
    return joined("宁波", brands(serial), choose(_BODIES, serial % len(_BODIES)))


def body_kinds(serial: Integers) -> Text:
    """The contract form's code of a public body's kind: 021 institute, 022 college, 023 hospital."""
    kinds = {"学院": "022", "大学": "022", "医院": "023"}
    codes = [next((code for end, code in kinds.items() if body.endswith(end)), "021") for body in _BODIES]
    return choose(codes, serial % len(_BODIES))


def _words(trade: Integers, draw: Integers) -> Text:
    words = [t.firm_words for t in trades()]
    starts = np.cumsum([0, *(len(w) for w in words)])
    sizes = np.array([len(w) for w in words])
    flat = pa.array([word for group in words for word in group])
    return pc.take(flat, pa.array(starts[trade] + draw % sizes[trade]))


def _distinct(characters: str) -> list[str]:
    return list(dict.fromkeys(characters))
