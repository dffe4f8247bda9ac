"""Every address of the system, by room."""

from django.urls import URLPattern, URLResolver, path

from manas.web.board import views as board
from manas.web.desk import draft_pages, ledger_pages, people_pages, plan_pages
from manas.web.portal import fee_pages
from manas.web.shared import views as shared

urlpatterns: list[URLPattern | URLResolver] = [
    path("", plan_pages.home, name="home"),
    path("sign-in/", shared.sign_in, name="sign-in"),
    path("sign-out/", shared.sign_out, name="sign-out"),
    path("password/", shared.password, name="password"),
    path("language/", shared.language, name="language"),
    path("search/", plan_pages.search_page, name="search"),
    path("tools/fees/", fee_pages.fee_page, name="fees"),
    path("mine/", plan_pages.mine, name="mine"),
    path("to-verify/", plan_pages.to_verify, name="to-verify"),
    path("plan/<int:plan_id>/", plan_pages.living, name="living"),
    path("plan/<int:plan_id>/matrix/", plan_pages.matrix_page, name="matrix"),
    path("plan/<int:plan_id>/breakdown/", plan_pages.breakdown_page, name="breakdown"),
    path("plan/<int:plan_id>/breakdown.xlsx", plan_pages.breakdown_file, name="breakdown-file"),
    path("plan/<int:plan_id>/changes/", plan_pages.changes_page, name="changes"),
    path("plan/<int:plan_id>/board/", board.board, name="board"),
    path("plan/<int:plan_id>/unit/<slug:code>/", plan_pages.unit, name="unit"),
    path("plan/<int:plan_id>/original/", draft_pages.original, name="original"),
    path("plan/<int:revises>/revise/", draft_pages.drafts, name="revise"),
    path("obligation/<int:pk>/", ledger_pages.obligation, name="obligation"),
    path("obligation/<int:pk>/plan/", ledger_pages.plan_item, name="plan-item"),
    path("item/<int:pk>/", ledger_pages.item, name="item"),
    path("item/<int:pk>/report/", ledger_pages.report, name="report"),
    path("item/<int:pk>/withdraw/", ledger_pages.withdraw, name="withdraw"),
    path("item/<int:pk>/restore/", ledger_pages.restore, name="restore"),
    path("report/<int:pk>/recall/", ledger_pages.recall, name="recall"),
    path("report/<int:pk>/accept/", ledger_pages.accept, name="accept"),
    path("report/<int:pk>/return/", ledger_pages.return_, name="return"),
    path("evidence/<int:pk>/", ledger_pages.evidence, name="evidence"),
    path("drafts/", draft_pages.drafts, name="drafts"),
    path("draft/<int:pk>/", draft_pages.draft, name="draft"),
    path("draft/<int:pk>/correct/", draft_pages.correct, name="correct"),
    path("draft/<int:pk>/undo/<int:correction>/", draft_pages.undo, name="undo"),
    path("draft/<int:pk>/identify/", draft_pages.identify, name="identify"),
    path("draft/<int:pk>/discard/", draft_pages.discard, name="discard"),
    path("draft/<int:pk>/adopt/", draft_pages.adopt, name="adopt"),
    path("people/", people_pages.people, name="people"),
    path("people/add/", people_pages.add, name="people-add"),
    path("people/<int:pk>/appoint/", people_pages.appoint, name="appoint"),
    path("people/<int:pk>/active/", people_pages.switch, name="people-switch"),
    path("post/<int:pk>/end/", people_pages.end_post, name="end-post"),
]
