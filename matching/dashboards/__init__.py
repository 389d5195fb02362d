"""The home page of each role: what must I do now. Reads everything, changes nothing."""
