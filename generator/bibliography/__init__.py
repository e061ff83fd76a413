"""From the record of a source to the citations that readers take away: CSL-JSON, Chicago, BibTeX."""
