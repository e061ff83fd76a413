"""What a file that authors write can be. By itself, so that the command line can name the kinds without loading the models."""

from __future__ import annotations

import enum


class FileKind(enum.StrEnum):
    """What a file is. The value names its schema."""

    LESSON = "lesson"
    QUIZ = "quiz"
    SOURCES = "sources"
    UNITS = "units"
    TIMELINE = "timeline"
    NAMES = "names"
    GLOSSARY = "glossary"
    GRADING = "grading"
    VOICE = "voice"
