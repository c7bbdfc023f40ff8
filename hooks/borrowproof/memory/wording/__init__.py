"""What is said of memory at a step: from the recording alone."""
