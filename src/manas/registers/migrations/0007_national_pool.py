import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0008_calendar_tokens"),
        ("registers", "0006_patent_navigation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="importmapping",
            name="kind",
            field=models.CharField(
                choices=[
                    ("patents", "专利"),
                    ("pool", "全国存量专利推送清单"),
                    ("ipc", "国际专利分类（IPC）"),
                    ("industries", "国民经济行业分类"),
                ],
                max_length=10,
                verbose_name="名册",
            ),
        ),
        migrations.AlterField(
            model_name="importrun",
            name="kind",
            field=models.CharField(
                choices=[
                    ("patents", "专利"),
                    ("pool", "全国存量专利推送清单"),
                    ("ipc", "国际专利分类（IPC）"),
                    ("industries", "国民经济行业分类"),
                ],
                max_length=10,
                verbose_name="名册",
            ),
        ),
        migrations.CreateModel(
            name="PushedPatent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField(verbose_name="排序")),
                ("segment", models.CharField(blank=True, max_length=100, verbose_name="产业细分领域")),
                ("told", models.JSONField(default=dict, verbose_name="推送内容")),
                (
                    "patent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pushes",
                        to="registers.patent",
                        verbose_name="专利",
                    ),
                ),
            ],
            options={
                "verbose_name": "推送专利",
                "verbose_name_plural": "推送专利",
                "ordering": ["push_list", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PushAddressee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("assigned_at", models.DateTimeField(verbose_name="转送时间")),
                (
                    "assigned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经办人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="office.organization",
                        verbose_name="征求意见的单位",
                    ),
                ),
                (
                    "pushed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addressees",
                        to="registers.pushedpatent",
                        verbose_name="推送专利",
                    ),
                ),
            ],
            options={
                "verbose_name": "推送对象",
                "verbose_name_plural": "推送对象",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PushList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="推送批次名称")),
                ("source", models.CharField(max_length=200, verbose_name="来源")),
                ("segment", models.CharField(blank=True, max_length=100, verbose_name="产业细分领域")),
                ("pushed_on", models.DateField(blank=True, null=True, verbose_name="推送日期")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="答复期限")),
                ("due_basis", models.CharField(blank=True, max_length=200, verbose_name="期限依据")),
                ("created_at", models.DateTimeField(verbose_name="入库时间")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="截止答复时间")),
                ("is_example", models.BooleanField(default=False, verbose_name="示例")),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="office.unit",
                        verbose_name="登记单位",
                    ),
                ),
                (
                    "run",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="push_list",
                        to="registers.importrun",
                        verbose_name="导入记录",
                    ),
                ),
            ],
            options={
                "verbose_name": "推送批次",
                "verbose_name_plural": "推送批次",
                "ordering": ["-pk"],
            },
        ),
        migrations.AddField(
            model_name="pushedpatent",
            name="push_list",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="patents",
                to="registers.pushlist",
                verbose_name="推送批次",
            ),
        ),
        migrations.CreateModel(
            name="PushAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "prospect",
                    models.CharField(
                        choices=[
                            ("good", "前景较好"),
                            ("fair", "前景一般"),
                            ("poor", "前景较差"),
                            ("unclear", "暂时说不准"),
                        ],
                        max_length=8,
                        verbose_name="产业化前景",
                    ),
                ),
                ("improvement", models.TextField(blank=True, max_length=2000, verbose_name="改进需求")),
                (
                    "will",
                    models.CharField(
                        choices=[
                            ("willing", "愿意合作"),
                            ("conditions", "改进后愿意合作"),
                            ("unwilling", "不愿意合作"),
                        ],
                        max_length=10,
                        verbose_name="产学研合作意愿",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_fitting", "与本单位的产品不对路"),
                            ("immature", "技术还不成熟"),
                            ("means", "缺少资金、设备或者人员"),
                            ("price", "预计费用过高"),
                            ("own", "已有其他合适的技术"),
                            ("right", "对权利状态有疑问"),
                            ("other", "另有原因"),
                        ],
                        max_length=12,
                        verbose_name="不愿意的原因",
                    ),
                ),
                ("reason_note", models.CharField(blank=True, max_length=500, verbose_name="原因说明")),
                ("at", models.DateTimeField(verbose_name="答复时间")),
                ("replaced_at", models.DateTimeField(blank=True, null=True, verbose_name="被修改时间")),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
                (
                    "addressee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="registers.pushaddressee",
                        verbose_name="推送对象",
                    ),
                ),
            ],
            options={
                "verbose_name": "推送答复",
                "verbose_name_plural": "推送答复",
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)), fields=("addressee",), name="push_answer_one_stands"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("will", "unwilling"), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("will", "unwilling"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="push_answer_unwilling_with_reason",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="pushaddressee",
            constraint=models.UniqueConstraint(fields=("pushed", "organization"), name="push_addressee_once"),
        ),
        migrations.AddConstraint(
            model_name="pushlist",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on", None), models.Q(("due_basis", ""), _negated=True), _connector="OR"),
                name="push_list_due_by_a_paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="pushedpatent",
            constraint=models.UniqueConstraint(fields=("push_list", "patent"), name="pushed_patent_once_a_list"),
        ),
    ]
