"""How fast Sen is, as a ratio to the least that the same durable work can cost on the same machine in the same run."""
