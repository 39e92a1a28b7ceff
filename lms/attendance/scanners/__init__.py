"""The organiser's scanner: an app for the door that works without a network, its devices, and what they send."""
