"""A contractor's delivery comes in, and is measured once: `receive(source) -> Batch`."""
