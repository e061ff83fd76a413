"""The workbench: the book, drawn anew at each edit and shown in the browser. The published book is never touched."""
