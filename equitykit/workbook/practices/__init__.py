"""What a team does at a stage, one module for each practice.

``practice_of("agreements")`` is the practice of the module ``agreements``: its desk, what the
room can see of it, its buttons, which fields it writes, how it is told and how it looks on paper.
"""
