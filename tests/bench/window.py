#!/usr/bin/python3
"""window.py BIN_FOLDER [ASSETS]: how soon the window is there and answers, and what it holds in memory.

By hand, with a release build on a quiet machine; needs Xvfb and xdotool. One line a figure like taizhang_bench: name,
value, unit, goal. "At rest" is when the program last used the processor before 200 ms of quiet.
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

TICK = 1 / os.sysconf("SC_CLK_TCK")


def display():
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
                              pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as number:
        os.environ["DISPLAY"] = ":" + number.readline().strip()
    return server


def processor_time(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * TICK


def until_rest(pid, since):
    """Seconds from `since` until the program rests."""
    used, last = processor_time(pid), time.monotonic()
    while time.monotonic() - last < 0.2:
        time.sleep(0.005)
        now = processor_time(pid)
        if now > used:
            used, last = now, time.monotonic()
    return last - since


def until_titled(pid, text, since):
    while True:
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(pid), "--name", text], capture_output=True)
        if found.returncode == 0:
            return time.monotonic() - since
        if time.monotonic() - since > 60:
            sys.exit(f"no window titled {text}")
        time.sleep(0.005)


def private_mb(pid):
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Private_Dirty:"):
            return int(line.split()[1]) / 1024
    return 0.0


def say(name, value, unit, goal):
    print(f"{name}\t{value:.0f}\t{unit}\t{goal}", flush=True)


def press(chord):
    subprocess.run(["xdotool", "key", chord], check=True)
    return time.monotonic()


def measure(binaries, city, assets, folder):
    os.environ |= {"XDG_CONFIG_HOME": folder, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1", "LC_ALL": "C.UTF-8"}
    name = city.name
    for run in ("first", "again"):  # the first run also makes the backup of the day
        since = time.monotonic()
        program = subprocess.Popen([str(binaries / "taizhang"), str(city)])
        titled = until_titled(program.pid, name, since)
        rest = until_rest(program.pid, since)
        if run == "first":
            press("ctrl+q")
            program.wait()
    say(f"window.start_ms ({assets})", titled * 1000, "ms", "<= 1000 at 100,000")
    say(f"window.home_at_rest_ms ({assets})", rest * 1000, "ms", "-")
    say(f"window.facilities_ms ({assets})", until_rest(program.pid, press("ctrl+2")) * 1000, "ms",
        "<= 300 at 100,000; <= 1500 at 1,000,000")
    press("ctrl+k")
    until_rest(program.pid, time.monotonic())
    subprocess.run(["xdotool", "type", "--delay", "1", "yxj"], check=True)
    say(f"window.search_shown_ms ({assets})", until_rest(program.pid, time.monotonic()) * 1000, "ms", "-")
    press("Escape")
    until_rest(program.pid, time.monotonic())
    say(f"memory.private_mb ({assets})", private_mb(program.pid), "MB", "<= 250 at 1,000,000")
    press("ctrl+q")
    program.wait()


def main():
    binaries = pathlib.Path(sys.argv[1])
    assets = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    server = display()
    try:
        with tempfile.TemporaryDirectory() as folder:
            city = pathlib.Path(folder) / "city.gpkg"
            subprocess.run([str(binaries / "taizhang_bench"), "--city", str(city), "--assets", str(assets), "--only", "city.list"],
                           check=True, stdout=subprocess.DEVNULL)
            measure(binaries, city, assets, folder)
    finally:
        server.terminate()


main()
