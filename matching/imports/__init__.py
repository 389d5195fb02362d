"""A sheet somebody brings becomes drafts and faults: recognised, checked, mended on the page, given back.

Nothing here knows what the sheet lists. A room declares its columns, checks them against its register and
takes the drafts; `docs/imports.md` says how.
"""
