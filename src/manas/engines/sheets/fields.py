"""What a column can hold, and the names under which it goes in what people really have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from manas.engines.sheets import values

Value = str | int | bool | date | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a column can be read into: its name here, its title, its synonyms, and how a cell of it is read.

    `essential`: a cell that cannot be read refuses its whole row; otherwise the row is entered without it.
    """

    key: str
    title: str
    synonyms: tuple[str, ...]
    reads: Callable[[str], Value]
    essential: bool = False


@dataclass(frozen=True, slots=True)
class FieldSet:
    """The fields of one register. A header is one when it has a field of each group of `needs`."""

    fields: tuple[Field, ...]
    needs: tuple[frozenset[str], ...]

    def __getitem__(self, key: str) -> Field:
        return next(field for field in self.fields if field.key == key)

    def missing(self, keys: set[str]) -> str:
        """This function will name, in Chinese, what a table with these fields lacks; nothing when it lacks nothing."""
        lacking = [group for group in self.needs if not group & keys]
        return "、".join("或".join(f.title for f in self.fields if f.key in group) for group in lacking)


_NOISE = re.compile(r"[\s\u200b\ufeff_*＊·.:：/、\-—()\[\]【】<>《》“”\"']+")
_UNIT = re.compile(r"[（(\[【].*?[）)\]】]")


def plain(name: str) -> str:
    """This function will bring the name of a column into the form in which names are compared: no spaces, signs, case."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name)).lower()


def field_of(name: str, fields: FieldSet) -> str:
    """This function will give the key of the field that a column with this name holds; nothing for an unknown one.

    Brackets are tried with what they hold (公开（公告）号) and without it (技术成熟度（1-9级）).
    """
    known = known_names(fields)
    return known.get(plain(name)) or known.get(plain(_UNIT.sub("", name))) or ""


@lru_cache(maxsize=8)
def known_names(fields: FieldSet) -> Mapping[str, str]:
    """This function will give the key of the field for every name, in its plain form, under which one goes."""
    return {plain(name): field.key for field in fields.fields for name in (field.title, *field.synonyms)}


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


# Names from CNIPA's search and announcements, incoPat, 智慧芽 (PatSnap), CNKI, 大为, Google Patents, the batch template of the
# national pool (“盘活行动”批量建档模板: its field set as the guides of universities quote it), and what people type.
PATENTS = FieldSet(
    fields=(
        Field(
            "application_number",
            "申请号",
            _words(
                "专利申请号|申请编号|申请(专利)号|专利(申请)号|专利号/申请号|申请号/专利号|专利号|专利编号|ZL号|授权号|"
                "application no|application no.|application number|application_no|appl no|appln no|app no|apno|an|"
                "patent no|patent no."
            ),
            values.text,
            essential=True,
        ),
        Field(
            "publication_number",
            "公开（公告）号",
            _words(
                "公开号|公告号|公布号|授权公告号|公开(公布)号|申请公布号|公开公告号|文献号|专利文献号|公布(公告)号|"
                "publication no|publication no.|publication number|publication_number|pub no|pn|patent number|"
                "publication id|id"
            ),
            values.text,
            essential=True,
        ),
        Field(
            "number",
            "申请号或公开号",
            _words("号码|专利号码|申请号或公开号|公开号或申请号|pub or app no|number|no.|专利申请号/公开号"),
            values.text,
            essential=True,
        ),
        Field(
            "kind",
            "专利类型",
            _words("类型|专利种类|专利类别|申请类型|文献类型|公开类型|patent type|type|kind|document type"),
            values.kind,
        ),
        Field(
            "title",
            "专利名称",
            _words(
                "名称|标题|发明名称|题名|专利题名|发明创造名称|实用新型名称|外观设计名称|成果名称|专利标题|标题(中文)|"
                "title|title_zh|title (chinese)|invention title|patent title"
            ),
            values.text,
        ),
        Field(
            "abstract",
            "摘要",
            _words("专利摘要|摘要(中文)|文摘|简介|简要说明|abstract|abstract_zh|abstract (chinese)|summary"),
            values.text,
        ),
        Field(
            "claims",
            "权利要求",
            _words(
                "权利要求书|主权项|首项权利要求|首权|独立权利要求|权利要求(中文)|主权利要求|第一权利要求|"
                "claims|claim|claim1|first claim|main claim|independent claims"
            ),
            values.text,
        ),
        Field(
            "holders",
            "专利权人",
            _words(
                # Who holds it now stands before who applied, where a file has both.
                "专利权人名称|权利人名称|当前权利人|当前专利权人|当前申请(专利权)人|标准化当前权利人|权利人|专利权所有人|持有人|所有人|"
                "申请人/专利权人|专利权人/申请人|申请(专利权)人|申请(权利)人|申请(权)人|申请人|专利申请人|申请人名称|"
                "标准化申请人|原始申请人|原始申请(专利权)人|第一申请人|"
                "applicant|applicants|assignee|assignees|current assignee|owner|patentee|holder"
            ),
            values.names,
        ),
        Field(
            "inventors",
            "发明人",
            _words(
                "发明(设计)人|设计人|发明人/设计人|全部发明人|第一发明人|发明者|发明人姓名|"
                "inventor|inventors|inventor name"
            ),
            values.people,
        ),
        Field(
            "filed_on", "申请日", _words("申请日期|专利申请日|filing date|application date|apd|ad|filed"), values.day
        ),
        Field(
            "published_on",
            "公开（公告）日",
            _words(
                "公开日|公告日|公开日期|公告日期|公开(公告)日期|公布日|申请公布日|公开公告日|"
                "publication date|publication_date|pub date|pd|published"
            ),
            values.day,
        ),
        Field(
            "granted_on",
            "授权公告日",
            _words("授权日|授权日期|授权公告日期|授权公告时间|grant date|granted|issue date"),
            values.day,
        ),
        Field("dated_on", "日期（随号码：申请日或公开日）", _words("日期|时间|date"), values.day),
        Field(
            "ipc_main",
            "主分类号",
            _words("IPC主分类|IPC主分类号|主IPC|IPC(主)|主分类|第一分类号|main ipc|ipc main|ipc_main|primary ipc"),
            values.symbol,
        ),
        Field(
            "ipc",
            "分类号",
            _words(
                "IPC|IPC分类|IPC分类号|IPC号|国际分类号|国际专利分类|国际专利分类号|全部分类号|专利分类号|洛迦诺分类号|"
                "ipc all|ipc_all|ipcs|ipc codes|classification"
            ),
            values.symbols,
        ),
        Field(
            "legal_status",
            "法律状态",
            _words(
                "当前法律状态|专利状态|专利法律状态|最新法律状态|法律状态/事件|简单法律状态|有效性|专利有效性|案件状态|状态|"
                "legal status|legal_status|status|patent status"
            ),
            values.text,
        ),
        Field(
            "address",
            "地址",
            _words(
                "申请人地址|专利权人地址|申请(专利权)人地址|当前权利人地址|联系地址|通讯地址|address|applicant address"
            ),
            values.text,
        ),
        Field(
            "region",
            "权利人所在地区",
            _words(
                "地区|省份|国省代码|国(省)代码|申请人国省代码|申请人省市|申请人国家/地区|省市|所在地|国省名称|"
                "region|province|country"
            ),
            values.text,
        ),
        Field(
            "family",
            "同族",
            _words("简单同族|扩展同族|同族专利|inpadoc同族|同族成员|专利族|simple family|family|inpadoc family"),
            values.text,
        ),
        Field("annuity_year", "已缴年费年度", _words("年费年度|已缴年度|缴费年度|年费缴纳年度"), values.whole),
        Field(
            "annuity_due_on",
            "年费应缴日",
            _words("登记的年费应缴日|年费缴纳截止日|年费到期日|缴费截止日|下次缴费日"),
            values.day,
        ),
        Field("annuity_payer", "年费缴纳人", _words("缴费人|年费缴费人|年费承担人"), values.text),
        Field("pledged_until", "质押到期日", _words("质押期限至|质押截止日|质押终止日期|质押解除日"), values.day),
        Field(
            "publicly_funded",
            "财政资助形成",
            _words(
                "是否财政资助项目形成|是否财政资助|是否财政性资金资助项目形成|是否由财政资助项目形成|财政资助|财政资助项目|"
                "是否为财政资助科研项目形成"
            ),
            values.flag,
        ),
        Field(
            "worked",
            "已实施",
            _words("实施状态|是否实施|实施情况|产业化状态|是否产业化|是否已实施|实施状态含产业化"),
            values.worked,
        ),
        Field("maturity", "技术成熟度", _words("成熟度|TRL|技术成熟度等级|技术就绪度|技术成熟度级别"), values.maturity),
        Field(
            "willingness",
            "转化意愿",
            _words("转化方式|可接受转化方式|可接受方式|拟转化方式|转化运用意愿|许可转让意愿|转让许可意愿|转化意愿方式"),
            values.willingness,
        ),
        Field(
            "asking_terms",
            "转化条件",
            _words("报价|转让价格|许可费|许可费用|意向价格|预期价格|许可条件|转化价格"),
            values.text,
        ),
        Field(
            "self_grade",
            "自评等级",
            _words("专利价值分级自评|价值分级|价值等级|自评分级|专利价值分级|分级自评|分级评价|自评"),
            values.text,
        ),
    ),
    needs=(frozenset({"application_number", "publication_number", "number"}),),
)

# What the national pool says of a patent beside: guides of universities quote 应用场景（产业化前景） from its batch template, its
# notices push by 产业细分领域; the contact is what the file happens to give.
POOL = FieldSet(
    fields=(
        *PATENTS.fields,
        Field(
            "segment",
            "产业细分领域",
            _words("细分领域|产业领域|所属产业细分领域|所属产业领域|推送产业领域|产业细分领域名称"),
            values.text,
        ),
        Field(
            "scene",
            "应用场景（产业化前景）",
            _words("应用场景|应用场景描述|应用场景和产业化前景|应用场景及产业化前景|应用领域|应用前景"),
            values.text,
        ),
        Field("contact", "联系人", _words("权利人联系人|专利权人联系人|联系人姓名|单位联系人"), values.text),
        Field(
            "phone",
            "联系方式",
            _words("联系电话|电话|手机|手机号|联系人电话|权利人联系方式|专利权人联系方式"),
            values.text,
        ),
    ),
    needs=PATENTS.needs,
)

IPC = FieldSet(
    fields=(
        Field(
            "code", "分类号", _words("IPC|IPC分类号|代码|编号|符号|code|symbol|ipc code"), values.symbol, essential=True
        ),
        Field(
            "title",
            "中文名称",
            _words("名称|类名|标题|类目名称|中文标题|中文类名|说明|title|title_zh|title zh|name|description"),
            values.text,
            essential=True,
        ),
        Field("level", "层级", _words("级别|等级|类级|level|kind"), values.text),
        Field("parent", "上级分类号", _words("上级|上位|上位类号|父级|parent|parent code"), values.symbol),
        Field("dots", "圆点数", _words("点数|圆点|点组级别|小组级别|dots|dot|indent"), values.whole),
    ),
    needs=(frozenset({"code"}), frozenset({"title"})),
)

INDUSTRIES = FieldSet(
    fields=(
        Field(
            "code",
            "行业代码",
            _words("代码|编码|行业编码|国民经济行业代码|行业分类代码|code|industry code"),
            values.symbol,
            essential=True,
        ),
        Field(
            "name",
            "行业名称",
            _words("名称|类别名称|国民经济行业名称|行业|类目|name|title|industry"),
            values.text,
            essential=True,
        ),
        Field("level", "层级", _words("级别|等级|门类大类中类小类|level"), values.text),
        Field("parent", "上级代码", _words("上级|父级|上级编码|parent|parent code"), values.symbol),
    ),
    needs=(frozenset({"code"}), frozenset({"name"})),
)

TECHNOLOGY_FIELDS = FieldSet(
    fields=(
        Field(
            "name",
            "技术领域",
            _words("领域|领域名称|技术领域名称|中文名称|名称|name|name_zh|field name|technology"),
            values.text,
            essential=True,
        ),
        Field("parent", "上级技术领域", _words("上级|上级领域|所属部门|大类|parent|sector|sector_zh"), values.text),
        Field(
            "symbols",
            "分类号范围",
            _words("分类号|IPC|IPC分类号|IPC范围|分类号前缀|ipc_prefix|ipc prefix|ipc codes"),
            values.symbols,
            essential=True,
        ),
    ),
    needs=(frozenset({"name"}), frozenset({"symbols"})),
)

PRODUCTS = FieldSet(
    fields=(
        Field("name", "产品名称", _words("产品|主要产品|品名|名称|product|product name"), values.text, essential=True),
        Field(
            "organization",
            "生产单位",
            _words("企业名称|单位名称|机构名称|生产企业|企业|单位|合作社|生产者|company|organization|producer"),
            values.text,
            essential=True,
        ),
        Field(
            "credit_code",
            "统一社会信用代码",
            _words("信用代码|社会信用代码|企业信用代码|组织机构代码|credit code"),
            values.symbol,
            essential=True,
        ),
        Field("description", "产品说明", _words("产品简介|产品介绍|说明|简介|用途|description"), values.text),
        Field(
            "industry_code",
            "国民经济行业代码",
            _words("行业代码|行业分类代码|所属行业代码|GB/T 4754|industry code"),
            values.symbol,
        ),
        Field("fields", "技术领域", _words("所属技术领域|领域|产业领域|technology field"), values.names),
        Field("brand", "商标、地理标志", _words("商标|品牌|地理标志|注册商标|商标品牌|brand|trademark"), values.text),
        Field("since_on", "投产日期", _words("投产日|投产时间|上市日期|since|launched"), values.day),
        Field(
            "patents",
            "实施的专利",
            _words("专利号|实施专利|所用专利|专利|专利申请号|patents|patent numbers"),
            values.names,
        ),
    ),
    needs=(frozenset({"name"}), frozenset({"organization", "credit_code"})),
)

# By the name of the register that a table is for.
SETS = MappingProxyType(
    {
        "patents": PATENTS,
        "pool": POOL,
        "ipc": IPC,
        "industries": INDUSTRIES,
        "fields": TECHNOLOGY_FIELDS,
        "products": PRODUCTS,
    }
)
