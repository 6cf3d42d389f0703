"""What goes on paper: cards, poster, sheet and record. Knows no Flask and no database."""
