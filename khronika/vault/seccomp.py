"""A parser computes; it starts nothing and speaks to nobody.

A classic BPF program (seccomp, Linux) that answers 'not permitted' to the calls by which a taken-over parser would
make processes, open sockets, look into other processes or meet rarely used parts of the kernel. It also holds where
limits on processes do not: the kernel never counts those of root. Numbers are from the kernel's system call tables.
"""

import platform
import struct

_LOAD, _EQUAL, _ABOVE, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL, _NOT_PERMITTED = 0x7FFF0000, 0x80000000, 0x00050001
_NUMBER, _ARCHITECTURE = 0, 4  # offsets in struct seccomp_data
_FOREIGN = 0x40000000  # x32 calls, a second door to the same kernel

# In this order: clone fork vfork clone3; socket socketpair connect bind listen accept accept4; ptrace,
# process_vm_*; mount umount2 unshare setns pivot_root chroot; bpf userfaultfd perf_event_open io_uring_*; add_key
# request_key keyctl; modules, kexec
_REFUSED = {
    "x86_64": (
        0xC000003E,
        "56 57 58 435 41 53 42 49 50 43 288 101 310 311 165 166 272 308 155 161 321 323 298 425 426 427 248 249 250 "
        "175 313 246 320",
    ),
    "aarch64": (
        0xC00000B7,
        "220 435 198 199 203 200 201 202 242 117 270 271 40 39 97 268 41 51 280 282 241 425 426 427 217 218 219 "
        "105 273 104 294",
    ),
}


def program(machine: str | None = None) -> bytes | None:
    """The filter for this machine's processor, as bubblewrap reads it; None for a processor that is not listed."""
    known = _REFUSED.get(machine or platform.machine())
    if known is None:
        return None
    architecture, calls = known
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_ABOVE, 0, 1, _FOREIGN),
        (_RETURN, 0, 0, _NOT_PERMITTED),
    ]
    for call in map(int, calls.split()):
        steps += [(_EQUAL, 0, 1, call), (_RETURN, 0, 0, _NOT_PERMITTED)]
    steps.append((_RETURN, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
