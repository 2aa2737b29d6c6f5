"""From one word of a question to the words of the registers that it may stand for."""
