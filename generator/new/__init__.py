"""What `course new` writes: a course, a lesson, a quiz, or the record of a document that it reads. Nothing here prints."""
