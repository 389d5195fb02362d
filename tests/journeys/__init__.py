"""Whole journeys in a real browser, JavaScript on and off."""
