"""Rules on one file: is it whole, is it what its name claims, is it what the delivery profile asks for?"""
