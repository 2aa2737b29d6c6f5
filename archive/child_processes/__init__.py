"""The one way to run other processes: under limits, ended with this one, their deaths told from a shortage of the machine."""
