"""People at the door whom nobody has in a list: entered by name, confirmed as guests or merged with somebody known."""
