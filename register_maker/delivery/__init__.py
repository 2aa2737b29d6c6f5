"""A delivery as a contractor hands it over: registers in a folder, sealed with a manifest."""
