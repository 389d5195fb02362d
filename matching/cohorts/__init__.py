"""Cohorts of students: class lists, enrolment, activation slips."""
