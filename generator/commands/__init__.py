"""What each command does with its parsed arguments: one file a command. Only these print. None parses arguments."""
