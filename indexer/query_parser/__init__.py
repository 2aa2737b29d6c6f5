"""What a person types becomes a query: one grammar for command line, portal and API, then the register's own words."""
