"""What the rules over the whole base are shown: acts condensed and laid together by blocking keys."""
