"""The IPC subclasses of a need: suggested from the official titles, confirmed or named by a person."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from manas.registers.needs.rules import may_amend
from manas.web.desk.need_pages import need_or_404
from manas.web.shared.access import Request, signed_in


class ClassesForm(forms.Form):
    """Subclasses that are ticked, and others in words."""

    subclasses = forms.MultipleChoiceField(required=False)
    others = forms.CharField(
        label=gettext_lazy("其他小类"),
        help_text=gettext_lazy("不在上面的小类，以空格分开，如 A23B A01D"),
        max_length=80,
        required=False,
    )

    def chosen(self) -> list[str]:
        """This function will give what was ticked and what was written, in this order."""
        return [*self.cleaned_data["subclasses"], *self.cleaned_data["others"].upper().split()]


@signed_in
def classes(request: Request, pk: int) -> HttpResponse:
    """The subclasses suggested for a need, with the reason of each; confirming them."""
    # Only who asks loads the compiler of the index.
    from manas.registers.matching.suggesting import ClassesRefused, classes_of, confirm_classes

    line = need_or_404(request, pk)
    if "text" not in line.shown:
        raise Http404
    may = may_amend(request.standing, line.need)
    found = classes_of(line.need)
    form = ClassesForm(request.POST if request.method == "POST" else None)
    form.fields["subclasses"].choices = [(one.subclass, one.subclass) for one in found.lines]  # type: ignore[attr-defined]  # of a choice
    if request.method == "POST":
        if not may:
            raise Http404
        if form.is_valid():
            try:
                confirm_classes(need=line.need, subclasses=form.chosen(), actor=request.person, at=request.now)
            except ClassesRefused as refusal:
                form.add_error("others", str(refusal))
            else:
                messages.success(request, _("已保存"))
                return redirect("need-classes", pk)
    context = {"line": line, "found": found, "form": form, "may": may}
    return render(request, "registers/classes.html", context, status=422 if form.is_bound else 200)
