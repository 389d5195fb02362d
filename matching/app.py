"""The composition root: the only module that knows every feature."""

from pathlib import Path
from typing import Any

from flask import Flask, g
from flask_compress import Compress
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from matching.accounts import tasks as accounts_tasks
from matching.accounts import views as accounts
from matching.calendars import views as calendars
from matching.calendars.queries import register_sources
from matching.cli import init_cli
from matching.cohorts import tasks as cohorts_tasks
from matching.cohorts import views as cohorts
from matching.cohorts.queries import mobiles_of
from matching.contacts import tasks as contacts_tasks
from matching.contacts import views as contacts
from matching.contacts.enums import CODE_JOB, FORMER_JOB
from matching.contacts.queries import note, reach_of, register_mobiles
from matching.dashboards import views as dashboards
from matching.db import arm, db
from matching.digests import tasks as digests_tasks
from matching.digests.assembly import by_urgency, news_lines
from matching.digests.enums import DIGEST_JOB
from matching.help import views as help_pages
from matching.jobs import broker
from matching.jobs import figures as jobs_figures
from matching.jobs import views as jobs
from matching.jobs.worker import Workshop
from matching.kernel import i18n, vault
from matching.matters import tasks as matters_tasks
from matching.messages import views as messages
from matching.organisations import views as organisations
from matching.organisations.queries import viewer_by_token
from matching.outbox import figures as outbox_figures
from matching.outbox import views as outbox
from matching.outbox.deliver import Postman
from matching.outbox.deliveries import resume
from matching.outbox.enums import Channel
from matching.outbox.mail import mail_sender
from matching.outbox.post import DELIVER
from matching.outbox.queries import unread_of
from matching.outbox.reach import Directory
from matching.outbox.sms import sms_sender
from matching.placements import tasks as placements_tasks
from matching.placements import views as placements
from matching.practice import tasks as practice_tasks
from matching.practice import views as practice
from matching.practice.telling.dates import dates_of as practice_dates
from matching.reminders import tasks as reminders_tasks
from matching.reminders import views as reminders
from matching.rounds import tasks as rounds_tasks
from matching.rounds import views as rounds
from matching.safekeeping import tasks as safekeeping_tasks
from matching.settings import Settings
from matching.slots import views as slots
from matching.teachers import views as teachers
from matching.visits import tasks as visits_tasks
from matching.visits import views as visits
from matching.visits.telling.dates import dates_of as visit_dates
from matching.web import (
    arguments,
    assets,
    cells,
    errors,
    filters,
    headers,
    health,
    language,
    logs,
    metrics,
    nav,
    once,
    session,
    styleguide,
    transaction,
    uploads,
)
from matching.wishes import views as wishes

ROOT = Path(__file__).parent.parent
MEGABYTE = 1024 * 1024


def create_app(settings: Settings) -> Flask:
    """Build the application; nothing is read from the environment here."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    vault.use(settings.field_key_file)
    app = Flask("matching", root_path=str(ROOT), template_folder="templates", static_folder=None)
    app.config.update(
        SECRET_KEY=vault.read_or_make_keys(settings.secret_key_file)[0],
        DATA_DIR=settings.data_dir,
        PUBLIC_URL=settings.public_url,
        MAIL_LEAVES=not settings.mail_url.startswith("console:"),
        FIELD_KEY_FILE=settings.field_key_file,
        BACKUP_KEY_FILE=settings.backup_key_file,
        METRICS_TOKEN=settings.metrics_token,
        MIGRATIONS=str(ROOT / "migrations"),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=11 * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=MEGABYTE,
        MAX_FORM_PARTS=5000,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        PROPAGATE_EXCEPTIONS=False,
        WTF_CSRF_TIME_LIMIT=12 * 3600,
    )
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # as Flask documents it
    _database(app)
    _web(app, settings)
    _rooms(app, settings)
    _jobs(app, settings)
    return app


def _engine_options(url: str) -> dict[str, Any]:
    # What people typed has no place in the log.
    silent = {"hide_parameters": True}
    if url.startswith("sqlite"):
        return silent | {"pool_size": 20, "max_overflow": 20, "connect_args": {"timeout": 15}}
    return silent | {
        "pool_size": 10,
        "max_overflow": 20,
        "pool_pre_ping": True,
        "connect_args": {
            "connect_timeout": 3,
            "options": "-c timezone=UTC -c statement_timeout=30000 -c lock_timeout=20000",
        },
    }


def _database(app: Flask) -> None:
    db.init_app(app)
    Migrate(app, db, directory=app.config["MIGRATIONS"], render_as_batch=True, compare_type=True)
    with app.app_context():
        arm(db.engine)


def _web(app: Flask, settings: Settings) -> None:
    logs.init_logs(app)
    metrics.init_metrics(app, sources=(jobs_figures.figures, outbox_figures.figures))
    uploads.init_uploads(app)
    arguments.init_arguments(app)
    language.init_language(app, settings)
    headers.init_headers(app, settings)
    session.init_session(app, settings)
    session.register_viewer_source(viewer_by_token)
    # Flask runs after-request functions last registered first: the commit must come before the headers.
    CSRFProtect(app)
    transaction.init_transaction(app)
    once.init_once(app)
    errors.init_errors(app)
    app.config["COMPRESS_ALGORITHM"] = ["br", "gzip"]
    Compress(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.do")
    filters.init_filters(app)
    cells.init_cells(app)
    app.jinja_env.filters |= {"by_urgency": by_urgency, "news_lines": news_lines}
    assets.init_assets(app, settings.data_dir)
    app.context_processor(_everywhere)


def _everywhere() -> dict[str, object]:
    viewer = session.current_viewer()
    return {
        "viewer": viewer,
        "nav_items": nav.nav_items(viewer),
        "locale": i18n.current_locale(),
        "languages": language.languages(),
        "unread": _unread() if viewer else 0,
    }


def _unread() -> int:
    viewer = session.current_viewer()
    if viewer is None:
        return 0
    if "unread" not in g:
        g.unread = db.session.scalar(unread_of(viewer.id)) or 0
    return int(g.unread)


def _rooms(app: Flask, settings: Settings) -> None:
    for blueprint in (
        help_pages.bp,
        accounts.bp,
        contacts.bp,
        calendars.bp,
        organisations.bp,
        outbox.bp,
        jobs.bp,
        cohorts.bp,
        slots.bp,
        teachers.bp,
        rounds.bp,
        wishes.bp,
        placements.bp,
        messages.bp,
        reminders.bp,
        practice.bp,
        visits.bp,
        dashboards.bp,
    ):
        app.register_blueprint(blueprint)
    help_pages.init_help(app)
    styleguide.init_styleguide(app, settings)
    init_cli(app, settings)


def _jobs(app: Flask, settings: Settings) -> None:
    register_mobiles(mobiles_of)
    register_sources(practice_dates, visit_dates)
    workshop = Workshop(app.app_context)
    senders = {
        Channel.EMAIL: mail_sender(settings.mail_url, show_text=settings.development),
        Channel.SMS: sms_sender(settings.sms_url, show_text=settings.development),
    }
    postman = Postman(app.jinja_env, Directory(reach_of, note), senders, settings.public_url)
    workshop.handlers[DELIVER] = postman.deliver
    clerk = contacts_tasks.Clerk(senders)
    workshop.handlers[CODE_JOB] = clerk.send_code
    workshop.handlers[FORMER_JOB] = clerk.tell_former
    workshop.handlers[rounds_tasks.KIND] = rounds_tasks.run
    workshop.handlers[practice_tasks.KIND] = practice_tasks.allocate
    workshop.handlers[safekeeping_tasks.KIND] = safekeeping_tasks.check
    workshop.handlers[DIGEST_JOB] = digests_tasks.write
    digester = digests_tasks.Digester(settings.digest_hours)
    workshop.chores += [
        rounds_tasks.lock_due,
        placements_tasks.lapse_due,
        practice_tasks.hand_on_seats,
        practice_tasks.purge_lists,
        visits_tasks.hand_on_places,
        cohorts_tasks.purge_uploads,
        accounts_tasks.tidy_up,
        safekeeping_tasks.plan_the_night,
        once.forget_old,
        reminders_tasks.remind_due,
        digests_tasks.Keeper().keep,
        digester.call,
        digester.tell_at_once,
        resume,
        contacts_tasks.forget_requests,
        matters_tasks.forget_resolved,
    ]
    huey = broker.broker(settings.queue_url, settings.data_dir)
    bell = broker.connect(workshop, huey)
    health.init_health(app, queue=bell.heard)
    app.extensions["workshop"] = workshop
    app.extensions["worker"] = broker.Worker(workshop, huey, bell) if settings.queue_url != "memory" else None
