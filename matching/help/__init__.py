"""How things are done here: one page a question, for each role, in both languages, without signing in."""
