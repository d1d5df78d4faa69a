"""The reader on the screen. Talks to services, never to the store or the network."""
