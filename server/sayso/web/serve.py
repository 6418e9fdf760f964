"""Running the service: gunicorn inside, one synchronous worker a core, on the loopback address."""

from __future__ import annotations

import gc
import ipaddress
import os
import socket
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication

from sayso.errors import SaysoError
from sayso.packs import load_pack
from sayso.web.app import create_app
from sayso.web.worker import Log, Worker

REQUEST_SECONDS = 30
STOP_SECONDS = 30
# A worker is replaced after so many requests, so that memory that some draft made it take is given back.
REQUESTS_A_WORKER = 1000
IN_MEMORY = "/dev/shm"


def serve(host: str, port: int, *, rules: tuple[Path, ...] = (), workers: int | None = None) -> None:
    """Serve the API until stopped; prints the address when it is ready. Does not return.

    `rules` are packs laid over the shipped one, `port` 0 takes any free port, `workers` None is one a core.
    Raises SaysoError: `not-loopback`, `port-taken`, `port-refused`; RulesError for a bad pack.
    """
    with _listener(host, port) as listener:
        pack = load_pack(*rules)
        pack.matcher.wake()
        app = create_app(pack)
        # What is here now stays: the workers share it, and none looks through it for garbage.
        gc.collect()
        gc.freeze()
        _Server(app, listener, workers or len(os.sched_getaffinity(0))).run()


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn around an application that is already built, so that every worker shares the rules in memory."""

    def __init__(self, app: Any, listener: socket.socket, workers: int) -> None:
        self._app = app
        self._listener = listener
        self._workers = workers
        super().__init__()

    def load_config(self) -> None:
        address = _address(self._listener)
        settings = {
            "bind": f"fd://{os.dup(self._listener.fileno())}",
            "workers": self._workers,
            "worker_class": Worker,
            "logger_class": Log,
            "preload_app": True,
            "timeout": REQUEST_SECONDS,
            "graceful_timeout": STOP_SECONDS,
            "max_requests": REQUESTS_A_WORKER,
            "max_requests_jitter": REQUESTS_A_WORKER // 10,
            "control_socket_disable": True,
            "accesslog": None,
            "loglevel": "warning",
            "proc_name": "sayso",
            "when_ready": lambda _: print(f"Sayso is ready at {address} (stop it with Ctrl+C).", flush=True),
        }
        if Path(IN_MEMORY).is_dir():
            settings["worker_tmp_dir"] = IN_MEMORY
        for name, value in settings.items():
            # A setting that this version of gunicorn lacks switches off something that it lacks as well.
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        return self._app


def _listener(host: str, port: int) -> socket.socket:
    """A socket bound before anything is loaded, so that a taken port is told at once and in our words."""
    address = "127.0.0.1" if host == "localhost" else host
    try:
        loopback = ipaddress.ip_address(address).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise SaysoError(
            "not-loopback",
            "Sayso serves this machine alone (127.0.0.1): a server for others needs accounts and TLS, and this version "
            "has neither.",
        )
    listener = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
        listener.listen(64)
    except PermissionError:
        listener.close()
        raise SaysoError("port-refused", f"Port {port} needs rights you do not have; choose one above 1023.") from None
    except OSError:
        listener.close()
        raise SaysoError(
            "port-taken", f"Port {port} is in use already; stop what uses it, or choose another with --port."
        ) from None
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
