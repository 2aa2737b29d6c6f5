"""The register maker: invented registers of a real province, to learn and to test with."""
