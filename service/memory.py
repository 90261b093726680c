"""Memory that was used once is kept for the next time.

The columns of a large stock-take are some megabytes each, and a walk that comes in makes dozens of them. The C
library of Linux gives such pieces back to the system at once, which must then hand out empty ones again: with a
million things that took longer than what was done in them. What is larger is still given back.
"""

import ctypes
import platform

# The GNU C Library manual, "Malloc Tunable Parameters"; their numbers are in its <malloc.h>.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_LARGE = 32 << 20
_NEVER = (1 << 31) - 1


def keep_memory() -> bool:
    """Keeps pieces of up to 32 MiB from now on; to be called before other threads begin.

    Whether that could be done: elsewhere than on Linux with the GNU C Library nothing changes.
    """
    if platform.libc_ver()[0] != "glibc":
        return False
    tune = ctypes.CDLL(None).mallopt
    # One heap for all threads: those of each thread by itself are given back whatever the other two say.
    return all(tune(*each) for each in ((_ARENA_MAX, 1), (_TRIM_THRESHOLD, _NEVER), (_MMAP_THRESHOLD, _LARGE)))
