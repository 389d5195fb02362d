"""Published results: the second officer's publication, explained results, and the students' answers."""
