"""What is kept of a register: its acts, its images, its versions, and what they come to."""
