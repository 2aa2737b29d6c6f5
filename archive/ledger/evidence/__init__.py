"""What others can verify: proofs in files, witnesses, time stamps, changes of the key."""
