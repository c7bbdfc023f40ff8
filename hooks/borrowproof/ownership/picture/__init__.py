"""What is so and said -> what is drawn: lanes, marks and sentences in rows."""
