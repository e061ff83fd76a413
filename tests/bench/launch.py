"""Runs a program and writes what it cost to an open file. Started as a script of its own, with nothing imported that isn't needed.

    python -I -S launch.py DESCRIPTOR COMMAND...

A program begins as a copy of what starts it, and Linux counts that copy in its peak of memory. So what starts it must be small.
What is written: seconds on the clock, seconds of the processor, kilobytes of the largest process. The exit status is the program's;
127 where it can't be started.
"""

import os
import sys
import time


def main() -> int:
    """Run the command."""
    descriptor, *command = sys.argv[1:]
    began = time.perf_counter()
    try:
        program = os.posix_spawnp(command[0], command, os.environ)
    except OSError as error:
        print(error, file=sys.stderr)
        return 127
    _, status, used = os.wait4(program, 0)
    clock = time.perf_counter() - began
    os.write(int(descriptor), f"{clock} {used.ru_utime + used.ru_stime} {used.ru_maxrss}".encode())
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())
