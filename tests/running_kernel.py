"""Kernels of this process, started the way that a test asks for."""

from contextlib import contextmanager

from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory

FORK = "equitykit-fork"
STOCK = "local-provisioner"


@contextmanager
def provisioner(name: str):
    """All kernels of the block are started by this provisioner."""
    factory = KernelProvisionerFactory.instance()
    usual = factory.default_provisioner_name
    factory.default_provisioner_name = name
    try:
        yield
    finally:
        factory.default_provisioner_name = usual


class RunningKernel:
    """A kernel that runs, and what it prints."""

    def __init__(self, manager: KernelManager):
        self.manager = manager
        self.client = manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    @property
    def is_forked(self) -> bool:
        return getattr(self.manager.provisioner, "parent_process", None) is not None

    def prints(self, code: str) -> str:
        """Run `code` and return what it prints; an error of it is raised here."""
        printed = []

        def hear(message):
            content = message["content"]
            if message["msg_type"] == "stream":
                printed.append(content["text"])
            elif message["msg_type"] == "error":
                raise AssertionError(f"{content['ename']}: {content['evalue']}")

        self.client.execute_interactive(code, output_hook=hear, timeout=60)
        return "".join(printed).strip()


@contextmanager
def kernel(**options):
    """A kernel of this Python, ended with the block. `options` go to ``start_kernel``."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(**options)
    running = None
    try:
        running = RunningKernel(manager)
        yield running
    finally:
        if running is not None:
            running.client.stop_channels()
        manager.shutdown_kernel(now=True)
