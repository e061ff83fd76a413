"""What authors write, as frozen models; each knows the file and the place it came from."""
