"""Flask without features: forms, guard, transaction, session, errors, headers, navigation, pages."""
