"""Each file measured in a child process under limits, by the reader of its kind."""
