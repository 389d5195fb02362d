"""Schools, enterprises and the bureau; who belongs to them in which role; what a request's viewer may do."""
