"""PREMIS 3: objects, events, agents, rights."""
