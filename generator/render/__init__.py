"""From resolved courses to files: chapters and pages in MyST, and notebooks."""
