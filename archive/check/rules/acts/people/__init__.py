"""Rules on the persons of an act, their ages and what brings them there."""
