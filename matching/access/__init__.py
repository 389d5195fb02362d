"""Who may do such things at all: permissions, the role table, and the viewer of a request."""
