"""Teachers: who they are, where they teach, what they are recognised as. The profile outlives a school."""
