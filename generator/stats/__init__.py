"""What a course has and what it lacks, counted: sources cited, skills asked for, items, words."""
