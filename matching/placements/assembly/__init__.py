"""From runs to what is published of them: the proof before it, the letters after it."""
