"""`python -m matching.headless`: the same as `flask match`, without as much as loading the application."""

from matching.headless.commands import match_command

if __name__ == "__main__":
    match_command(prog_name="python -m matching.headless")
