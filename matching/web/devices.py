"""What a browser calls itself."""

from flask import request

# The first that fits: most browsers also claim to be those further down.
BROWSERS = {
    "MicroMessenger": "WeChat",
    "DingTalk": "DingTalk",
    "Edg": "Edge",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "HarmonyOS": "HarmonyOS",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def device() -> str:
    """Browser and system in two words: enough to know one's own again, and nothing more is kept."""
    user_agent = request.user_agent.string
    named = (
        next((name for mark, name in table.items() if mark in user_agent), "")
        for table in (BROWSERS, SYSTEMS)
    )
    return ", ".join(filter(None, named))
