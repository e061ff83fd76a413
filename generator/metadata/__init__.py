"""What other programs read of a page: schema.org, citation tags, Open Graph, the sitemap. Pure: a page's facts in, data out."""
