"""What one may choose from in a penalty case. Keys of breaches and offences are those of facts/protection."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClueSource(models.TextChoices):
    INSPECTION = "inspection", _("监督检查")
    COMPLAINT = "complaint", _("投诉")
    REPORT = "report", _("举报")
    REFERRED = "referred", _("其他机关移送")
    ASSIGNED = "assigned", _("上级机关交办")
    SAMPLING = "sampling", _("监督抽检")
    CUSTOMS = "customs", _("海关通报")
    OTHER = "other", _("其他来源")


class PartyKind(models.TextChoices):
    """The law parts persons from everybody else; the values are those of facts/protection."""

    PERSON = "person", _("公民")
    ENTITY = "entity", _("法人或者其他组织")


class Breach(models.TextChoices):
    MARK_INFRINGEMENT = "mark-infringement", _("侵犯注册商标专用权")
    FALSE_REGISTERED_MARK = "false-registered-mark", _("冒充注册商标、使用禁用标志")
    WELL_KNOWN_WORDING = "well-known-wording", _("使用驰名商标字样")
    UNREGISTERED_COMPULSORY_MARK = "unregistered-compulsory-mark", _("应当注册未注册而销售")
    LICENSEE_NOT_NAMED = "licensee-not-named", _("许可商品未标明被许可人名称和产地")
    REGISTERED_FACTS_CHANGED = "registered-facts-changed", _("自行改变注册事项")
    BAD_FAITH_MARK_APPLICATION = "bad-faith-mark-application", _("恶意申请商标注册")
    COLLECTIVE_REGISTRANT_NEGLECT = "collective-registrant-neglect", _("集体商标、证明商标注册人未履行职责")
    MARK_AGENCY = "mark-agency", _("商标代理违法")
    PATENT_PASSING_OFF = "patent-passing-off", _("假冒专利")
    DISHONEST_PATENT_FILING = "dishonest-patent-filing", _("不诚信申请专利、开放许可虚假材料")
    PATENT_AGENCY = "patent-agency", _("专利代理机构违规")
    PATENT_AGENT = "patent-agent", _("专利代理师违规")
    UNLICENSED_PATENT_AGENCY = "unlicensed-patent-agency", _("无资质从事专利代理")
    OTHER = "other", _("其他违法行为")


class Offence(models.TextChoices):
    COUNTERFEIT_MARK_GOODS = "counterfeit-mark-goods", _("假冒注册商标（商品）")
    COUNTERFEIT_MARK_SERVICES = "counterfeit-mark-services", _("假冒注册商标（服务）")
    SELLING_COUNTERFEIT_GOODS = "selling-counterfeit-goods", _("销售假冒注册商标的商品")
    COUNTERFEIT_LABELS = "counterfeit-labels", _("非法制造、销售非法制造的注册商标标识")
    COUNTERFEIT_PATENT = "counterfeit-patent", _("假冒专利")
    TRADE_SECRET = "trade-secret", _("侵犯商业秘密")


class Proposal(models.TextChoices):
    """How the officers want the case to be decided; the decisions are those of article 57 of the law on penalties."""

    PENALTY = "penalty", _("给予行政处罚")
    UNPUNISHED = "unpunished", _("不予行政处罚")
    UNFOUNDED = "unfounded", _("违法事实不能成立")
    ELSEWHERE = "elsewhere", _("移送其他行政机关")
    POLICE = "police", _("移送司法机关")


class ReviewKind(models.TextChoices):
    LEGAL = "legal", _("法制审核")
    CASE = "case", _("案件审核")


class UnpunishedGround(models.TextChoices):
    """Articles 30, 31, 33 and 36 of the law on penalties."""

    MINOR = "minor", _("违法行为轻微并及时改正，没有造成危害后果")
    FIRST = "first", _("初次违法且危害后果轻微并及时改正")
    NO_FAULT = "no-fault", _("有证据足以证明没有主观过错")
    CHILD = "child", _("不满十四周岁")
    INCAPABLE = "incapable", _("不能辨认或者不能控制自己的行为")
    LAPSED = "lapsed", _("超过处罚时效")
    OTHER = "other", _("法律、行政法规规定的其他情形")


class SuspensionGround(models.TextChoices):
    """The five grounds of article 46 of the rules of procedure."""

    OTHER_CASE = "other-case", _("须以尚未审结的相关案件或者尚未作出的其他决定为依据")
    INTERPRETATION = "interpretation", _("法律适用问题须送有权机关解释或者确认")
    FORCE_MAJEURE = "force-majeure", _("因不可抗力暂时无法调查")
    PARTY_MISSING = "party-missing", _("当事人下落不明，暂时无法调查")
    OTHER = "other", _("其他应当中止调查的情形")


class TerminationGround(models.TextChoices):
    DEATH = "death", _("当事人死亡且无权利义务承受人")
    DISSOLVED = "dissolved", _("当事人终止且无权利义务承受人")
    OTHER = "other", _("其他致使调查无法继续进行的原因")


class SeizureKind(models.TextChoices):
    SEAL = "seal", _("查封")
    DETAIN = "detain", _("扣押")
    BOTH = "both", _("查封并扣押")


class HoldOutcome(models.TextChoices):
    PRESERVED = "preserved", _("已采取记录、复制、拍照等方式保全")
    TESTED = "tested", _("送交检测、检验、鉴定")
    SEIZED = "seized", _("依法查封、扣押")
    TRANSFERRED = "transferred", _("移送有关机关处理")
    RELEASED = "released", _("解除先行登记保存")


class ServiceMeans(models.TextChoices):
    ON_THE_SPOT = "on-the-spot", _("宣告后当场交付")
    DIRECT = "direct", _("直接送达")
    LEFT = "left", _("留置送达")
    ENTRUSTED = "entrusted", _("委托送达")
    POST = "post", _("邮寄送达")
    ELECTRONIC = "electronic", _("电子送达")
    PUBLIC_NOTICE = "public-notice", _("公告送达")


class Deferral(models.TextChoices):
    LATER = "later", _("延期缴纳")
    PARTS = "parts", _("分期缴纳")


class ClosingGround(models.TextChoices):
    """Article 77 of the rules of procedure."""

    EXECUTED = "executed", _("处罚决定执行完毕")
    COURT_ENDED = "court-ended", _("人民法院裁定终结执行")
    TERMINATED = "terminated", _("案件终止调查")
    NOT_PUNISHED = "not-punished", _("作出不予处罚、事实不成立或者移送的决定")
    OTHER = "other", _("其他应当予以结案的情形")
