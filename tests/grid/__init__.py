"""Every view held against every role, over HTTP: who is let in, what they see, what they can do to others."""
