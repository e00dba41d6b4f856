print("oblio")
