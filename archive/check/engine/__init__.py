"""How rules are asked: what a rule is, the signature of each stage, and the runner that shows each act to its judges."""
