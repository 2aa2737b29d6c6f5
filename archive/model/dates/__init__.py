"""Days, calendars, and dates written in words."""
