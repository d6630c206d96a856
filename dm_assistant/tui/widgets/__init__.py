"""What the places are made of; none of it reads, writes or knows the time."""
