"""What administrators ask."""

from matching.help.readers import Reader
from matching.help.topic import Topic
from matching.kernel.i18n import _l

TOPICS = (
    Topic(
        "new-organisation",
        _l("Register an organisation"),
        (_l("How do I add a school or an enterprise?"),),
        (Reader.ADMINISTRATOR,),
        ("new-account", "staff-account"),
    ),
    Topic(
        "new-account",
        _l("Give somebody an account"),
        (_l("How does a new colleague get in?"), _l("Password or slip?")),
        (Reader.ADMINISTRATOR,),
        ("staff-account", "new-organisation"),
    ),
    Topic(
        "staff-account",
        _l("A new slip, the end of a role, deactivating"),
        (_l("A colleague forgot the password"), _l("Somebody has left")),
        (Reader.ADMINISTRATOR,),
        ("new-account", "trail"),
    ),
    Topic(
        "trail",
        _l("Read the trail"),
        (_l("Who did what, and when?"), _l("Can the bureau see the trail?")),
        (Reader.ADMINISTRATOR, Reader.BUREAU),
        ("verify-audit", "staff-account", "who-sees"),
    ),
    Topic(
        "verify-audit",
        _l("Prove that the trail is whole"),
        (_l("How do I prove that nothing was deleted?"),),
        (Reader.ADMINISTRATOR,),
        ("trail", "recheck"),
    ),
    Topic(
        "data-check",
        _l("The nightly check of the data"),
        (_l("What does the service check by itself?"), _l("The home page says that something is wrong")),
        (Reader.ADMINISTRATOR,),
        ("backups", "keys", "verify-audit", "trail"),
    ),
    Topic(
        "backups",
        _l("Back it up, and bring it back"),
        (_l("How do I back up the data?"), _l("The server is gone. What now?")),
        (Reader.ADMINISTRATOR,),
        ("keys", "data-check", "verify-audit"),
    ),
    Topic(
        "keys",
        _l("A new key"),
        (_l("How do I change the key of the data?"), _l("Somebody may have seen the key")),
        (Reader.ADMINISTRATOR,),
        ("backups", "verify-audit"),
    ),
)
