"""The server's parser beside two others: h11, and llhttp as httptools binds it."""
