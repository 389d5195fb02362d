"""What people type who mean no good, or whose clipboard is odd: every string must be harmless everywhere."""

LONG = 10_000

MARKUP = [
    "<script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!--",
    "]]>",
    '" autofocus onfocus=alert(1) x="',
    "<style>*{display:none}</style>",
    "<meta http-equiv=refresh content=0>",
    "＜script＞alert(1)＜/script＞",
]
DATABASES = [
    "' OR '1'='1",
    "'; DROP TABLE student; --",
    "1; SELECT pg_sleep(9)",
    '" UNION SELECT 1,2,3 --',
    "\\'",
    "%",
    "_%",
    "%' ESCAPE '!",
    "$1",
    ":name",
    "?",
    "NULL",
]
TEMPLATES = ["{{ 7 * 7 }}", "{% raw %}", "${7*7}", "#{7*7}", "{name}", "{0}", "%(name)s", "%s%s%n", "{", "}"]
NUMBERS = [
    "-1",
    "0",
    "00012",
    "1e309",
    "NaN",
    "Infinity",
    "9" * 30,
    "2147483648",
    "9223372036854775808",
    "１２３",
    "٣",
    "²",
    "0x1F",
    "1_000",
    "1,5",
]
DATES = ["2026-02-30", "9999-12-31", "0001-01-01", "2026-13-01T25:61", "明天"]
TEXTS = [
    "\x00",
    "a\x00b",
    "\x1b[31m",
    "\r\nSet-Cookie: a=b",
    "\u202eabc\u202c",
    "\u200b",
    "\ufeff",
    "\ufffd\ufffe",
    "\U0001f9d1\u200d\U0001f527",
    "e" + "\u0301" * 200,
    "𠮷野家",
    "../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "李" * LONG,
    " \t\n ",
]
HOSTILE = [*MARKUP, *DATABASES, *TEMPLATES, *NUMBERS, *DATES, *TEXTS]
