"""Afgesproken: a school's own protocol as lessons, group rules and signatures."""
