"""What authors write about a snippet -> Expectation: directives, tags, pins and the claims of questions. Pure."""
