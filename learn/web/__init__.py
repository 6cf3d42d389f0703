"""How it looks: pages, sign-in, htmx, language. The only room that knows Flask."""
