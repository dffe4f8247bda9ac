"""需求拆解: a need in the words of whoever has it, split into problem, object, function, performance and scene.

What comes out is a proposal: a person confirms or rewrites each element (`dataclasses.replace`). Read by cues, not by grammar:
the problem stands before the sentence that asks, functions between the asking word and 技术, 设备 or 系统.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from manas.engines.matching.model import Element, Need
from manas.engines.matching.phrases import NEED_PHRASES
from manas.engines.matching.targets import Target, targets

SENTENCE = re.compile(r"[。;；!?！？\n]+")
CLAUSE = re.compile(r"[,，:：]+")
ITEM = re.compile(r"[、和与及或]|以及|并且|互补")
ASKING = re.compile(r"希望|需要?|寻求|求购|急需|亟需|征集|引进|拟|想要?|研制|开发")
# What is wrong: the words by which a clause before the question is told as a problem.
TROUBLE = re.compile(
    r"易|难|不足|不够|不均|不能|无法|缺|差|低|高|慢|短|少|损|耗|污染|残留|超标|浪费|积压|排队|依赖|生硬|枯|裂|怕|冒用|复制|分散|波动|影响|老化|堵|漏|死"
)
# After the asking word: what is wanted ends where the kind of thing begins.
WANTED = re.compile(
    rf"(?:{ASKING.pattern})(?:{ASKING.pattern}|建立|利用|采用|新型|一种|一套)*(?P<wanted>.{{2,60}}?)(?:的?(?:组合|成套|配套|新|相关)?"
    r"(?:技术|设备|装备|装置|工艺|系统|方案|方法|流程|机器人|产品|服务)|[,，。;；]|$)"
)
DEEDS = """
保鲜 贮藏 储藏 冷藏 预冷 气调 采收 采摘 收获 除雪 除尘 清洁 清洗 加工 提取 分离 冶炼 电解 浮选 磁选
预选 分选 回收 回用 利用 治理 处理 净化 监测 检测 鉴别 识别 防伪 溯源 调度 预约 供暖 蓄热 集热 储能
发电 灌溉 提水 杀菌 收集 挤奶 发酵 饲料 补饲 育种 种植 养殖 干燥 烘干 压榨 包装 运输 保温 抗震 节能
数字化 机绣 刺绣 打版 纺纱 染色 梳绒 分梳 洗毛 煅烧 脱水 改性 消防 导览 展示 传播 翻译
""".split()
DEED = re.compile("|".join(sorted(DEEDS, key=len, reverse=True)))
OBJECT_EDGE = re.compile(
    r"^(?:高海拔|荒漠|高寒|低品位|牧民|农户|高原)|(?:机械|长期|冬春|无水|高效|智能|绿色|低成本|的|与|和|及)+$"
)
PLACES = """
合作社 农户 牧点 牧区 牧民 定居点 坡地 山地 山区 荒漠 戈壁 高原 高寒 海拔 低气压 缺水 零下 冷库 冷链
车间 选矿厂 矿区 口岸 景区 农房 电站 园区 盐碱
""".split()
FITTING = re.compile(
    r"(?:适合|适应|适用于|用于|面向|在)(?P<place>[^,，。;；、的]{2,16}?)(?:的|条件|环境|下|中|上|稳定|运行|$)"
)
SCENE = re.compile("|".join(PLACES))


class Gap(StrEnum):
    """What keeps a need from being answered well."""

    SHORT = "short"
    NO_OBJECT = "no-object"
    NO_FUNCTION = "no-function"
    NO_TARGET = "no-target"
    NO_PROBLEM = "no-problem"
    NO_SCENE = "no-scene"


ADVICE: dict[Gap, str] = {
    Gap.SHORT: "描述不足60字，建议写明对象、现状、想要的功能和指标。",
    Gap.NO_OBJECT: "没有写明作用对象（处理什么原料、产品或设备）。",
    Gap.NO_FUNCTION: "没有写明需要的功能或技术手段。",
    Gap.NO_TARGET: "没有可衡量的指标，建议写明数值和单位（如损耗低于10%、贮藏不少于120天）。",
    Gap.NO_PROBLEM: "没有写明现在的问题。",
    Gap.NO_SCENE: "没有写明使用场景（如海拔、温度、水电条件、操作人员）。",
}
# A text shorter than this was never answered well in practice (design, no law).
ENOUGH = 60
EMPTY: tuple[tuple[Element, Gap], ...] = (
    (Element.OBJECT, Gap.NO_OBJECT),
    (Element.FUNCTION, Gap.NO_FUNCTION),
    (Element.PROBLEM, Gap.NO_PROBLEM),
    (Element.SCENE, Gap.NO_SCENE),
)


def split(text: str, title: str = "") -> Need:
    """This function will propose the elements of a need; what the text does not say stays empty."""
    told, asked = _halves(text)
    return Need(
        text=text,
        title=title,
        problem=_problems(told),
        object=_objects(title or text),
        function=_functions(asked or text, title),
        performance=tuple(target.words for target in targets(asked or text)),
        scene=_scenes(text),
    )


def wanted_targets(need: Need) -> tuple[Target, ...]:
    """This function will give the targets of a need as they stand in its confirmed performance."""
    return tuple(target for line in need.performance for target in targets(line))


def quality(need: Need) -> tuple[Gap, ...]:
    """This function will say what a need leaves unsaid; `ADVICE` has the words for it."""
    short = (Gap.SHORT,) if len(need.text) < ENOUGH else ()
    target = () if wanted_targets(need) else (Gap.NO_TARGET,)
    return short + tuple(gap for element, gap in EMPTY if not need.of(element)) + target


def _halves(text: str) -> tuple[str, str]:
    """This function will part what is told from what is asked, at the first sentence that asks."""
    sentences = [sentence for sentence in SENTENCE.split(text) if sentence]
    for place, sentence in enumerate(sentences):
        if place and ASKING.search(sentence):
            return "。".join(sentences[:place]), "。".join(sentences[place:])
    found = re.search("希望|寻求|求购|急需|亟需|需要", text)
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def _problems(told: str) -> tuple[str, ...]:
    return _once(
        clause for sentence in SENTENCE.split(told) for clause in CLAUSE.split(sentence) if TROUBLE.search(clause)
    )


def _objects(text: str) -> tuple[str, ...]:
    """This function will take what stands before the first deed: 沙棘 of 沙棘机械采收."""
    head = CLAUSE.split(SENTENCE.split(text)[0])[0]
    deed = DEED.search(head)
    named = OBJECT_EDGE.sub("", OBJECT_EDGE.sub("", head[: deed.start()] if deed else ""))
    return (named,) if len(named) > 1 else ()


def _functions(asked: str, title: str) -> tuple[str, ...]:
    found = WANTED.search(asked)
    wanted = (
        [item for item in ITEM.split(found["wanted"]) if 2 <= len(NEED_PHRASES.sub("", item)) <= 20] if found else []
    )
    return _once([*(FITTING.sub("", item).strip("的") for item in wanted), *DEED.findall(title)])


def _scenes(text: str) -> tuple[str, ...]:
    fitting = [found["place"] for found in FITTING.finditer(text) if SCENE.search(found["place"])]
    return _once([*fitting, *(place for place in SCENE.findall(text) if not any(place in said for said in fitting))])


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.strip() for item in items if item.strip()))
