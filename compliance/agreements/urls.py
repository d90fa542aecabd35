"""Addresses of templates and agreements."""

from django.urls import path

from compliance.agreements.views import (
    changes,
    editing,
    ending,
    following,
    paper,
    phi,
    reading,
    register,
    reminding,
    sending,
    signing,
    theirs,
)

REGISTER = "o/<slug:org_slug>/templates/"
TEMPLATE = f"{REGISTER}<uuid:template_id>/"
HERE = "o/<slug:org_slug>/e/<uuid:engagement_id>/agreements/"
THEIRS = f"{HERE}theirs/<uuid:paper_id>/"
ONE = f"{HERE}<uuid:agreement_id>/"

urlpatterns = [
    path(REGISTER, register.templates, name="templates"),
    path(f"{REGISTER}fill/", register.fill, name="templates-fill"),
    path(f"{REGISTER}policy/", register.set_policy, name="signing-policy"),
    path("o/<slug:org_slug>/reminders/", reminding.remind_all, name="remind-all"),
    path(TEMPLATE, register.template, name="template"),
    path(f"{TEMPLATE}edit/", editing.edit, name="template-edit"),
    path(f"{TEMPLATE}changes/", changes.template_changes, name="template-changes"),
    path(HERE, reading.agreements, name="agreements"),
    path(f"{HERE}preview/", editing.preview, name="template-preview"),
    path(f"{HERE}new/<uuid:template_id>/", sending.prepare, name="agreement-new"),
    path(f"{HERE}theirs/", theirs.bring, name="their-paper-new"),
    path(THEIRS, theirs.review, name="their-paper"),
    path(f"{THEIRS}send/", theirs.offer, name="their-paper-send"),
    path(f"{THEIRS}file/", theirs.their_file, name="their-paper-file"),
    path(f"{THEIRS}pages/<int:number>/", theirs.their_page, name="their-paper-page"),
    path(f"{THEIRS}copy/", theirs.their_copy, name="their-paper-copy"),
    path(ONE, reading.agreement, name="agreement"),
    path(f"{ONE}sign/", signing.sign, name="agreement-sign"),
    path(f"{ONE}file/<slug:copy>/", reading.file, name="agreement-file"),
    path(f"{ONE}phi/", phi.record, name="agreement-phi"),
    path(f"{ONE}on-paper/", paper.record, name="agreement-on-paper"),
    path(f"{ONE}on-paper/confirm/", paper.confirm, name="agreement-paper-confirm"),
    path(f"{ONE}on-paper/return/", paper.turn_down, name="agreement-paper-return"),
    path(f"{ONE}pass-on/", following.pass_on, name="agreement-pass-on"),
    path(f"{ONE}revise/", sending.revise, name="agreement-revise"),
    path(f"{ONE}new-version/", theirs.new_version, name="agreement-new-version"),
    path(f"{ONE}changes/", changes.agreement_changes, name="agreement-changes"),
    path(f"{ONE}remind/", reminding.remind, name="agreement-remind"),
    path(f"{ONE}<slug:verb>/", ending.end, name="agreement-end"),
]
