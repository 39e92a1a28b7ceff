"""What a marker has around the scripts: the queue with its pace, the flags, the address of every step."""
