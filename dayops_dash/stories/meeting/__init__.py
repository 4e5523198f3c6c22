"""What is made of stories for a meeting: the pack, the deck, the stage."""
