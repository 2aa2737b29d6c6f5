"""ZIP and TAR, listed and unpacked under limits."""
