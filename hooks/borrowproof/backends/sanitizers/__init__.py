"""AddressSanitizer and ThreadSanitizer: a program is built with them, run, and their report read into lines."""
