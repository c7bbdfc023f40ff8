"""What rustc knows of a program, read from its own dumps and joined to the program's text."""
