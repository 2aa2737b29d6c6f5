"""What is measured of a delivery and its files: plain values, and the ports that give them."""
