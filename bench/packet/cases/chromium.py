"""Headless Chromium prints the same HTML; its start is part of it."""

import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil

from bench.packet import oneshot
from bench.packet.content import SIZES, material
from bench.packet.taken import Told, taken, tell

BROWSER = (
    *("/usr/bin/chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--no-pdf-header-footer",
)

GLANCE = 0.01  # seconds

size, folder = SIZES[int(sys.argv[1])], Path(sys.argv[2])
page = folder / "page.html"
page.write_text(oneshot.page(material(size)))
words = [f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={folder / 'chromium.pdf'}"]
told: Told = {}
with taken(told, "chromium"):
    browser = subprocess.Popen([*BROWSER, *words, page.as_uri()], stderr=subprocess.DEVNULL)
    spent: dict[int, float] = {}
    # Its helpers are not reaped in a way that counts, so they are looked at while they live.
    while browser.poll() is None:
        with suppress(psutil.Error):
            for helper in psutil.Process(browser.pid).children(recursive=True):
                times = helper.cpu_times()
                spent[helper.pid] = times.user + times.system
        time.sleep(GLANCE)
told["chromium"]["cpu"] += sum(spent.values())
tell(told)
