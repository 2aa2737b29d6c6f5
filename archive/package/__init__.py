"""One register, one package: a BagIt bag that holds an E-ARK information package with METS and PREMIS."""
