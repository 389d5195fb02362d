"""Where messages reach a person: addresses confirmed by a code, topics switched on and off."""
