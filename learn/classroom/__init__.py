"""What happens: schools, groups, sign-in, answers, rules. Knows the database and the content, and no Flask."""
