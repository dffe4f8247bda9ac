"""How a navigation project runs: asked for, carried out by an institution, reviewed, delivered, and followed to its use."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.translation import gettext_lazy as _

from manas.engines.flow.model import Flow, State
from manas.matters.docket.actions.days import past
from manas.matters.docket.kinds import Document, Kind, PaperForm
from manas.matters.docket.parties import Party
from manas.matters.docket.queries.choices import institutions
from manas.matters.navigation.navigation_project import actions
from manas.matters.navigation.navigation_project.models import NavigationProject
from manas.matters.navigation.navigation_project.queries import advice, studies
from manas.matters.navigation.navigation_project.steps import MORE, STEPS

APPLICANT, HANDLER, PARTNER = Party.APPLICANT, Party.HANDLER, Party.PARTNER

STATES = (
    State("draft", _("草稿"), APPLICANT, _("尚未提交")),
    State("received", _("待受理"), HANDLER, _("已收到您的导航委托，正在研究")),
    State("correcting", _("待补正"), APPLICANT, _("请按要求补正后重新提交")),
    State("accepted", _("待确定机构"), HANDLER, _("已经受理，正在确定承担机构")),
    State("carrying", _("导航实施中"), PARTNER, _("承担机构正在开展导航分析")),
    State("reviewing", _("待评审"), HANDLER, _("报告已经提交，正在组织评审")),
    State("reviewed", _("待交付"), HANDLER, _("报告已经通过评审，即将交付")),
    State("delivered", _("待登记采纳情况"), APPLICANT, _("报告已经交付。用在了哪项决策中，请登记采纳情况")),
    State("following", _("跟踪采纳情况"), HANDLER, _("正在了解成果用在了哪项决策中")),
    State("adopted", _("已采纳"), told=_("导航成果已经采纳，欢迎评价"), final=True),
    State("unadopted", _("未采纳"), told=_("导航成果没有采纳，原因见下"), final=True),
    State("unknown", _("采纳情况不明"), told=_("没有问到采纳情况，先行办结"), final=True),
    State("stopped", _("已终止"), told=_("项目已经终止，原因见下"), final=True),
    State("refused", _("不予受理"), told=_("不予受理，理由见下"), final=True),
    State("withdrawn", _("已撤回"), told=_("您已撤回委托"), final=True),
)

KIND = Kind(
    key="navigation_project",
    label=_("专利导航委托项目"),
    model=NavigationProject,
    flows=(Flow("navigation_project", 1, "draft", STATES, STEPS),),
    mark="克知导",
    tasks=("5",),
    wish=_("我要作一项规划、立项、投资或者引才的决策，想先看清专利"),
    for_whom=_("企业、园区、县(市)、州直部门和科研单位都可以提出"),
    result=_("由专业机构开展导航，评审后交付报告，并跟踪到成果用在了哪项决策中"),
    opened_by=(APPLICANT, HANDLER),
    opened_in="received",
    asks=("title", "question", "navigation_kind", "asker_kind"),
    offers=("county", "contact", *MORE),
    documents=(
        Document("funding", _("经费文件"), _("有专门经费的提交")),
        Document("material", _("委托背景材料"), _("规划草案、项目建议书、技术资料等，有的提交")),
        Document("report", _("导航报告"), _("承担机构提交")),
        Document("adoption", _("采纳证明"), _("采纳成果的文件、立项批复、合同等；可以遮盖不宜公开的内容")),
        Document("review", _("专家评审意见签字表"), inside=True),
        Document("note", _("内部材料"), inside=True),
    ),
    papers=(
        PaperForm("commission", _("专利导航委托函"), told=True),
        PaperForm("review", _("专利导航评审意见书"), told=True),
        PaperForm("completion", _("专利导航成果运用情况表"), told=True),
    ),
    consequences=MappingProxyType(
        {
            "submit": actions.submitted,
            "resubmit": actions.submitted,
            "commission": actions.commissioned,
            "decline": actions.declined,
            "pass_review": past("reviewed_on"),
            "fail_review": past("reviewed_on"),
            "deliver": actions.delivered,
            "record_use": past("adopted_on"),
            "use_came": actions.opened_again,
        }
    ),
    choices=MappingProxyType({"partner_organization": institutions, "study": studies}),
    advice=advice,
)
