"""The reports of audits: written out for people, signed, named in the answer."""
