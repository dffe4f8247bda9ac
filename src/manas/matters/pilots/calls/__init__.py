"""Calls from above: who may apply for what until when, how many may be recommended, what is asked afterwards."""
