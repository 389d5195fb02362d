"""The law of internships as dated data, and one check a rule: values in, findings out.

``book`` holds the rules and the dates they are in force, ``words`` and ``facts`` what is judged, ``slots``
and ``students`` answer for a whole slot and for a student at a slot, ``finding`` tells what was found.
Standard library only; sentences are message ids with their facts, and callers translate them.
"""
