"""All settings, from the environment; none is needed. Secrets are made in the data folder on first run."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What differs between a laptop and a city; docs/deploy.md describes each."""

    data_dir: Path
    database_url: str = field(repr=False)  # addresses may carry passwords
    queue_url: str = field(repr=False)
    mail_url: str = field(repr=False)
    sms_url: str = field(repr=False)
    digest_hours: tuple[int, ...]
    secret_key_file: Path
    field_key_file: Path
    backup_key_file: Path
    public_url: str
    trusted_hosts: tuple[str, ...]
    proxy_hops: int
    demo: bool
    development: bool
    metrics_token: str = field(repr=False)

    @property
    def https(self) -> bool:
        """Whether people reach us through TLS: then cookies are Secure and carry the __Host- prefix."""
        return self.public_url.startswith("https://")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read the environment; every name has a default that fits one machine."""
        env = os.environ if environ is None else environ
        data_dir = Path(env.get("DATA_DIR") or "instance").resolve()
        return cls(
            data_dir=data_dir,
            database_url=normal_url(env.get("DATABASE_URL") or f"sqlite:///{data_dir / 'matching.db'}"),
            queue_url=env.get("QUEUE_URL") or "embedded",
            mail_url=env.get("MAIL_URL") or _folder(env.get("MAIL_OUTBOX")) or "console:",
            sms_url=env.get("SMS_URL") or "log:",
            digest_hours=_hours(env.get("DIGEST_HOURS") or "8,17"),
            secret_key_file=Path(env.get("SECRET_KEY_FILE") or data_dir / "secret.key"),
            field_key_file=Path(env.get("FIELD_KEY_FILE") or data_dir / "field.key"),
            backup_key_file=Path(env.get("BACKUP_KEY_FILE") or data_dir / "backup.key"),
            public_url=env.get("PUBLIC_URL") or "",
            trusted_hosts=tuple(host for host in env.get("TRUSTED_HOSTS", "").split(",") if host),
            proxy_hops=int(env.get("PROXY_HOPS") or 0),
            demo=env.get("DEMO", "") == "1",
            development=env.get("DEVELOPMENT", "") == "1",
            metrics_token=_secret(env, "METRICS_TOKEN"),
        )


def _hours(text: str) -> tuple[int, ...]:
    """Hours of the day in Linfen at which summaries are written: `8,17`."""
    hours = tuple(sorted({int(hour) for hour in text.split(",")}))
    if not set(hours) <= set(range(24)):
        raise ValueError(f"DIGEST_HOURS are hours from 0 to 23, not {text!r}")
    return hours


def _folder(path: str | None) -> str:
    """MAIL_OUTBOX names a folder for mails that nobody sends."""
    return Path(path).resolve().as_uri() if path else ""


def normal_url(url: str) -> str:
    """Hosting services say postgres://, SQLAlchemy wants the driver named."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _secret(env: Mapping[str, str], name: str) -> str:
    """A secret by its name, or from the file named by NAME_FILE, as service managers hand them out."""
    file = env.get(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else env.get(name, "")
