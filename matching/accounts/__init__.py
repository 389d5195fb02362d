"""People who sign in: credentials, server-side sessions, activation codes."""
