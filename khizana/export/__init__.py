"""Results for people and programs: HTML reports and exports."""
