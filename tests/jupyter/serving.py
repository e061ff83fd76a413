"""A real JupyterLab or Notebook on this machine, that asks nobody for news, updates or extensions."""

import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START = 60
"""Seconds until the server must answer."""
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "docmanager-extension/plugin": {"autosave": False},
    "notebook-extension/tracker": {"windowingMode": "none"},  # every cell is on the page, seen or not
}


@contextmanager
def serving(venv: Path, program: str, folder: Path, work: Path, theme: str = "JupyterLab Light") -> Iterator[str]:
    """Serve a folder with `jupyter-lab` or `jupyter-notebook` of a venv; gives the address. ``work`` is for settings."""
    settings = {**SETTINGS, "apputils-extension/themes": {"theme": theme}}
    for name, values in settings.items():
        path = work / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")
    page = work / "config" / "labconfig" / "page_config.json"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(json.dumps({"buildCheck": False}), encoding="utf-8")  # else node looks on every page whether to build it anew
    places = {
        "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTERLAB_WORKSPACES_DIR": "workspaces", "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data", "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython",
    }  # fmt: skip
    environment = {**os.environ, **{name: str(work / place) for name, place in places.items()}}
    environment["PATH"] = f"{venv / 'bin'}{os.pathsep}{environment['PATH']}"
    log = work / f"{program}.log"
    with log.open("w", encoding="utf-8") as stream:
        server = subprocess.Popen(
            [
                venv / "bin" / program, "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0",
                "--IdentityProvider.token=", f"--ServerApp.root_dir={folder}", "--LabApp.extension_manager=readonly",
            ],
            env=environment, stdout=stream, stderr=stream,
        )  # fmt: skip
    try:
        yield _address(work / "runtime", server, log)
    finally:
        server.terminate()
        server.wait(30)


def _address(runtime: Path, server: "subprocess.Popen[bytes]", log: Path) -> str:
    """Where the server listens, once it answers."""
    until = time.monotonic() + START
    while time.monotonic() < until and server.poll() is None:
        found = sorted(runtime.glob(f"jpserver-{server.pid}.json"))
        if found:
            url = json.loads(found[0].read_text(encoding="utf-8"))["url"]
            try:
                with urllib.request.urlopen(f"{url}api/status", timeout=5):
                    return url.rstrip("/")
            except OSError:
                pass
        time.sleep(0.1)
    raise RuntimeError(f"the server doesn't answer:\n{log.read_text(encoding='utf-8')[-4000:]}")
