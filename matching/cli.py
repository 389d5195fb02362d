"""Commands for those who run the service: `flask --app wsgi serve`, `create-account`, `verify-audit`, ..."""
