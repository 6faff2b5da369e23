"""A real Chromium without a window, driven over a pipe: opens a page from a file, presses keys and asks the page.

The one that is made to have no window is a third as much work, and is taken where there is one.
"""

import base64
import fcntl
import json
import os
import shutil
import subprocess

COMMANDS = ("chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome")
COMMAND = next(filter(None, map(shutil.which, COMMANDS)), None)
PLAIN = ("extensions", "background-networking", "component-update", "sync", "default-apps", "gpu")


class Browser:
    """One page. Every call waits for its answer; what the page said on its console is in `complaints`."""

    def __init__(self, folder):
        reading, writing = self._start(folder)
        self.reading, self.writing = os.fdopen(reading, "rb", 0), writing
        self.number, self.rest, self.events = 0, b"", []
        self.session = self.path = None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def _start(self, folder):
        """Chromium reads commands from descriptor 3 and writes answers to 4."""
        low = [*os.pipe(), *os.pipe()]
        commands, writing, reading, answers = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in low)
        for end in low:
            os.close(end)

        def connect():
            os.dup2(commands, 3)
            os.dup2(answers, 4)

        options = ["--headless", "--no-sandbox", "--no-first-run", "--hide-scrollbars", "--remote-debugging-pipe"]
        options += [f"--disable-{feature}" for feature in PLAIN]
        self.process = subprocess.Popen(
            [COMMAND, *options, f"--user-data-dir={folder}", "about:blank"], preexec_fn=connect, close_fds=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=os.environ | {"HOME": str(folder), "TMPDIR": "/tmp"},
        )  # fmt: skip
        os.close(commands)
        os.close(answers)
        return reading, writing

    def _next(self):
        while b"\0" not in self.rest:
            more = self.reading.read(1 << 16)
            if not more:
                raise EOFError("Chromium has ended")
            self.rest += more
        message, _, self.rest = self.rest.partition(b"\0")
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session is not None:
            message["sessionId"] = self.session
        os.write(self.writing, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self.number:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append(answer)

    def open(self, path, *, width=1280, height=800, place="", scripts=True, dark=False, media=""):
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", media=media, features=[scheme])
        if path == self.path:  # from one place of a page to another of the same, nothing would be loaded
            self._go_to("about:blank")
        self.path = path
        self._go_to(path.as_uri() + place)

    def _go_to(self, address):
        self.events.clear()
        self.call("Page.navigate", url=address)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def ask(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def press(self, key):
        for kind in ("rawKeyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=_CODES[key])

    def picture(self):
        return base64.b64decode(self.call("Page.captureScreenshot")["data"])

    @property
    def complaints(self):
        """What the console would show."""
        methods = ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
        return [event["params"] for event in self.events if event["method"] in methods]

    @property
    def requests(self):
        return [event["params"]["request"]["url"] for event in self.events
                if event["method"] == "Network.requestWillBeSent"]  # fmt: skip

    def close(self):
        self.session = None
        self.call("Browser.close")
        self.process.wait()
        self.reading.close()
        os.close(self.writing)


_CODES = {"ArrowLeft": 37, "ArrowRight": 39, "Home": 36, "End": 35, "Tab": 9, "Enter": 13}
