"""What is before bodies that can hear a state: who they are, what was sent to them, what they recommended, what is due when."""
