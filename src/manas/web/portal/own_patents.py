"""提交本单位的专利清单: a firm hands in a file of its own patents; the office confirms what was checked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from manas.office.files.actions import FileRefused, gather
from manas.office.files.kinds import TABLES
from manas.office.files.queries import attachment
from manas.office.models import Organization
from manas.office.rules import Standing
from manas.registers.imports import actions
from manas.registers.imports.refusals import ImportRefused
from manas.registers.models import ImportRun
from manas.reports.imports import faults_workbook
from manas.web.desk.import_pages import XLSX
from manas.web.desk.paging import page_of
from manas.web.shared.access import Request, signed_in


class OwnPatentsForm(forms.Form):
    """A file, and whose patents it lists."""

    organization = forms.ModelChoiceField(Organization.objects.none(), label=gettext_lazy("机构"), empty_label=None)
    file = forms.FileField(
        label=gettext_lazy("文件"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{one}" for one in sorted(TABLES))}),
        help_text=gettext_lazy("专利清单的表格，列名、列序不限；要有申请号或者公开（公告）号和权利人"),
    )

    def __init__(self, *args: Any, standing: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Organization.objects.filter(pk__in=standing.organizations)
        self.fields["organization"].queryset = own  # type: ignore[attr-defined]  # a ModelChoiceField


@signed_in
def own_patents(request: Request) -> HttpResponse:
    """Hand in a file; below, the files that were, with what came of them."""
    if not request.standing.organizations:
        raise Http404
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = OwnPatentsForm(*given, standing=request.standing)
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.hand_in_own(
                organization=told["organization"],
                name=told["file"].name,
                data=gather(told["file"].chunks()),
                actor=request.person,
                at=request.now,
            )
        except (FileRefused, ImportRefused) as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("已提交，检查以后由知识产权局确认登记"))
            return redirect("own-patents")
    runs = ImportRun.objects.handed_in_by(request.standing).select_related("organization").defer("columns", "mapping")
    context = {"form": form, "page": page_of(request, runs)}
    return render(request, "portal/own_patents.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_safe
def own_patents_faults(request: Request, pk: int) -> HttpResponse:
    """Which rows were not taken, and why, as a workbook."""
    found = get_object_or_404(ImportRun.objects.handed_in_by(request.standing), pk=pk)
    name = attachment(f"{_('导入报告')}-{found.pk}.xlsx")
    return HttpResponse(faults_workbook(found), content_type=XLSX, headers={"Content-Disposition": name})
