"""What takes two people: requests, approvals, and who may give them."""
