"""What people wrote: topics, protocols, lessons and stories, read from files. Knows no Flask and no database."""
