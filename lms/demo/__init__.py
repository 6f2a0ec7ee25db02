"""Teaching content and people of the demonstration: data only, nothing here runs when the site serves pages."""
