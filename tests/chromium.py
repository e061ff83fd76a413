"""The Chromium that COURSE_CHROMIUM names, and how it is started."""

import os

CHROMIUM = os.environ.get("COURSE_CHROMIUM")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
