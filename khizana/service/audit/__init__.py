"""Audits of the whole base: their reports, the rules over every act that is held, and what is known to differ."""
