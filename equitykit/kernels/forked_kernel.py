"""What a forked process does to become the kernel that a launcher would have started.

Whatever the parent was told is replaced: environment, folder, standard streams, the state
of both random generators, the command line. Only what the parent imported stays.
"""

import atexit
import ctypes
import os
import random
import signal
import sys
import time
import traceback

LAUNCHER = "ipykernel_launcher"
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


def become_kernel(command: list[str], *, environment: dict, folder: str, files: list[int]) -> None:
    """Run ipykernel with the arguments of `command` until it ends, then leave the process.

    `files` are the descriptor to say on that the kernel's sockets are bound and, where the
    launcher was given any, those of standard output and standard error.
    """
    code = 1
    try:
        _start_afresh(environment, folder, files[1:])
        _show_command(command)
        _run(command, ready=files[0])
        code = 0
    except SystemExit as leaving:
        code = _exit_code(leaving)
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        _leave(code)


def _start_afresh(environment: dict[str, str], folder: str, streams: list[int]) -> None:
    parent = os.getppid()
    os.setsid()
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, signal.valid_signals())
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, descriptor in enumerate([nothing, *streams]):
        os.dup2(descriptor, number)
        os.close(descriptor)
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def _run(command: list[str], *, ready: int) -> None:
    import ipykernel
    from ipykernel.kernelapp import IPKernelApp

    arguments = command[command.index(LAUNCHER) + 1 :]
    launcher = os.path.join(os.path.dirname(os.path.dirname(ipykernel.__file__)), LAUNCHER)
    sys.argv = [f"{launcher}.py", *arguments]
    # its default was read from the parent's environment when the module was imported
    kernel = IPKernelApp.instance(parent_handle=os.getppid())
    kernel.initialize(arguments)
    os.write(ready, b"1")
    os.close(ready)
    kernel.start()


def _show_command(command: list[str]) -> None:
    """Let lists of processes show the kernel's command where they would show its parent's."""
    with open("/proc/self/stat", "rb") as file:
        fields = file.read().rpartition(b")")[2].split()
    # proc(5): the 48th and 49th field, counted from the third
    start, end = int(fields[45]), int(fields[46])
    if start and end > start:
        text = b"\0".join(os.fsencode(part) for part in command)[: end - start - 1]
        ctypes.memmove(start, text.ljust(end - start, b"\0"), end - start)


def _exit_code(leaving: SystemExit) -> int:
    if leaving.code is None:
        return 0
    return leaving.code if isinstance(leaving.code, int) else 1


def _leave(code: int) -> None:
    """End as a kernel ends, without taking down an interpreter that is half the parent's."""
    try:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    os._exit(code)
