"""One's messages: where they go, what comes, in which language. Everything here is one's own."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matching.access.permissions import Permission as P
from matching.contacts import actions, queries
from matching.contacts.forms import ChoicesForm, CodeForm, EmailForm, MobileForm
from matching.contacts.models import Contact, ContactClaim, masked
from matching.db import one
from matching.kernel.i18n import LANGUAGES, _
from matching.outbox.enums import Channel, Topic
from matching.outbox.reach import NEVER_MUTED, Reach
from matching.web.guard import signed_in
from matching.web.session import the_viewer

bp = Blueprint("contacts", __name__, url_prefix="/me/messages")

MUTABLE = {
    Channel.EMAIL: [topic for topic in Topic if topic not in NEVER_MUTED],
    Channel.SMS: [topic for topic in Topic if topic not in NEVER_MUTED | {Topic.SUMMARY}],
}


@bp.route("", methods=["GET", "POST"])
@signed_in
def settings() -> ResponseReturnValue:
    """Addresses, topics by channel, language."""
    viewer = the_viewer()
    reach = queries.reach_of([viewer.id])[viewer.id]
    form = ChoicesForm.from_request(locale=_language(viewer.id), **_ticked(reach))
    for field, channel in ((form.email, Channel.EMAIL), (form.sms, Channel.SMS)):
        field.choices = [(topic.value, topic.label) for topic in MUTABLE[channel]]
    form.locale.choices = [("", _("As when I last signed in")), *LANGUAGES.items()]
    if form.accepted():
        wanted = {
            (topic, channel): topic.value in form[channel.value].data
            for channel, topics in MUTABLE.items()
            for topic in topics
        }
        actions.choose(wanted, locale=form.locale.data, by=viewer)
        flash(_("Saved. It counts from the next message on."))
        return redirect(url_for(".settings"), code=303)
    return render_template(
        "contacts/settings.html",
        form=form,
        reach=reach,
        ways=[_way(channel) for channel in Channel],
        no_mail=viewer.may(P.MESSAGE_RESEND) and not current_app.config["MAIL_LEAVES"],
    ), form.status


@bp.route("/address", methods=["GET", "POST"])
@signed_in
def address() -> ResponseReturnValue:
    """A new address: a code is sent there, until then nothing changes."""
    channel = _channel()
    form = (MobileForm if channel is Channel.SMS else EmailForm).from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.ask_for_code(channel, form.typed, by=the_viewer())
            return redirect(url_for(".code", by=channel.value), code=303)
    return render_template("contacts/address.html", form=form, channel=channel), form.status


@bp.route("/code", methods=["GET", "POST"])
@signed_in
def code() -> ResponseReturnValue:
    """The code that was sent there; right, the address is used from now on."""
    channel, viewer = _channel(), the_viewer()
    form = CodeForm.from_request()
    if form.accepted():
        with form.showing_refusals():
            actions.confirm(channel, form.typed, by=viewer)
            flash(_("Confirmed. From now on messages go there."))
            return redirect(url_for(".settings"), code=303)
    claim = one(queries.claim_of(viewer.id, channel))
    if claim is None and one(queries.contact_of(viewer.id, channel)) is not None:
        return redirect(url_for(".settings"), code=303)  # somebody came back here after it was confirmed
    if claim is None or claim.address is None:
        abort(404)
    return render_template("contacts/code.html", form=form, claim=claim), form.status


@bp.post("/remove")
@signed_in
def remove() -> ResponseReturnValue:
    """Nothing goes to this address any more."""
    actions.remove(_channel(), by=the_viewer())
    flash(_("Nothing goes there any more."))
    return redirect(url_for(".settings"), code=303)


def _channel() -> Channel:
    asked = request.args.get("by", Channel.EMAIL.value)
    return next((channel for channel in Channel if channel == asked), None) or abort(404)


def _language(account_id: int) -> str:
    chosen = one(queries.language_of(account_id))
    return chosen.locale if chosen else ""


def _ticked(reach: Reach) -> dict[str, list[str]]:
    return {
        channel.value: [topic.value for topic in topics if reach.wants(topic, channel)]
        for channel, topics in MUTABLE.items()
    }


def _way(channel: Channel) -> dict[str, object]:
    """One channel as the page shows it: the address in use, one that waits, the number of a class list.

    What does not open any more is no address; `lost` says that there was one.
    """
    viewer = the_viewer()
    contact: Contact | None = one(queries.contact_of(viewer.id, channel))
    claim: ContactClaim | None = one(queries.claim_of(viewer.id, channel))
    kept = [row for row in (contact, claim) if row is not None]
    readable = [row for row in kept if row.address is not None]
    listed = queries.listed_mobiles([viewer.id]).get(viewer.id, "") if channel is Channel.SMS else ""
    return {
        "channel": channel,
        "contact": contact if contact in readable else None,
        "claim": claim if claim in readable else None,
        "lost": bool(kept) and not readable and not listed,
        "listed": masked(channel, listed) if listed and contact not in readable else "",
    }
