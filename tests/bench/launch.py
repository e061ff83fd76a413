"""Runs a program and writes what it cost to an open file. Started as a script of its own, with nothing imported that isn't needed.

    python -I -S launch.py DESCRIPTOR COMMAND...

A program begins as a copy of what starts it, and Linux counts that copy in its peak of memory. So what starts it must be small.
Linux also counts only what was waited for: where a program ends without waiting for what it started, this script does it. What
still runs some seconds later is told to end.
What is written: seconds on the clock until the program ended, seconds of the processor, kilobytes of the largest process. The exit
status is the program's; 127 where it can't be started.
"""

import ctypes
import os
import resource
import signal
import sys
import time

ADOPT = 36
"""PR_SET_CHILD_SUBREAPER of Linux: whose parent ended becomes this process's child."""
PATIENCE = 5.0


def main() -> int:
    """Run the command."""
    descriptor, *command = sys.argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT, 1, 0, 0, 0)
    began = time.perf_counter()
    try:
        program = os.posix_spawnp(command[0], command, os.environ)
    except OSError as error:
        print(error, file=sys.stderr)
        return 127
    code = os.waitstatus_to_exitcode(_wait_for(program))
    clock = time.perf_counter() - began
    _wait_for_orphans()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    os.write(int(descriptor), f"{clock} {used.ru_utime + used.ru_stime} {used.ru_maxrss}".encode())
    return code if code >= 0 else 128 - code


def _wait_for(program: int) -> int:
    """Wait for a process, and for adopted ones that end before it. Gives its status."""
    while True:
        ended, status = os.wait()
        if ended == program:
            return status


def _wait_for_orphans() -> None:
    """Wait for all that is left; what goes on for too long is told to end, which those do that are of this script's group."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    until = time.monotonic() + PATIENCE
    while True:
        try:
            ended, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if time.monotonic() > until + PATIENCE:
            return
        if not ended:
            if time.monotonic() > until:
                os.killpg(0, signal.SIGTERM)
            time.sleep(0.02)


if __name__ == "__main__":
    sys.exit(main())
