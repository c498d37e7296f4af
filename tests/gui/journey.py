#!/usr/bin/python3
"""A clerk's day driven from outside: keys by xdotool, what is shown read over AT-SPI as a screen reader would.

journey.py TAIZHANG TAIZHANGCTL FOLDER, inside dbus-run-session. The program runs under the plain C locale, as on a
badly set up desktop. Nothing is pressed over AT-SPI: an action that opens a modal dialog would block its bus.
"""
import json
import os
import pathlib
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

PATIENCE = 20  # seconds until something awaited counts as missing


def display():
    """An X server of our own; it chooses its number."""
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
                              pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as number:
        os.environ["DISPLAY"] = ":" + number.readline().strip()
    return server


def wait(what, probe):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = probe()
        except gi.repository.GLib.Error:  # a widget went away while it was asked
            found = None
        if found:
            return found
        time.sleep(0.05)
    if "JOURNEY_PICTURE" in os.environ:
        subprocess.run(["import", "-window", "root", os.environ["JOURNEY_PICTURE"]], check=False)
    sys.exit(f"not seen within {PATIENCE} s: {what}")


def walk(node):
    """The node and what it shows; the thousands of cells of a table are left out."""
    yield node
    if "table" in node.get_role_name() and node.get_role_name() != "table cell":
        return
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child and (child.get_role_name() == "frame" or child.get_state_set().contains(Atspi.StateType.VISIBLE)):
            yield from walk(child)


class Program:
    def __init__(self, taizhang, ledger):
        self.process = subprocess.Popen([taizhang, ledger])
        self.root = wait("the program", self._application)

    def _application(self):
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            if child and child.get_name() == "taizhang":
                return child
        return None

    def find(self, role, text):
        """The first shown widget of that role whose name begins with the text."""
        for node in walk(self.root):
            if node.get_role_name() == role and node.get_name().startswith(text) and \
                    node.get_state_set().contains(Atspi.StateType.SHOWING):
                return node
        return None

    def await_widget(self, role, text):
        return wait(f"{role} “{text}”", lambda: self.find(role, text))

    def await_gone(self, role, text):
        wait(f"end of {role} “{text}”", lambda: not self.find(role, text))

    def text_of(self, name):
        entry = self.find("text", name)
        return Atspi.Text.get_text(entry, 0, -1) if entry else None

    def cells(self, table_name):
        """Texts of the table's first row."""
        table = self.find("tree table", table_name) or self.find("table", table_name)
        if not table or Atspi.Table.get_n_rows(table) == 0:
            return []
        texts = []
        for column in range(Atspi.Table.get_n_columns(table)):
            cell = Atspi.Table.get_accessible_at(table, 0, column)
            texts += [node.get_name() for node in walk(cell) if node.get_name()] if cell else []
        return texts


def xdotool(*words):
    subprocess.run(["xdotool", *words], check=True, env=os.environ | {"LC_ALL": "C.UTF-8"})


def press(chord):
    xdotool("key", chord)
    time.sleep(0.15)


def type_into(program, name, text):
    """Types until it arrived whole: a busy X server may learn of a Chinese character's key too late."""
    for _ in range(3):
        press("ctrl+a")
        xdotool("type", "--delay", "90", text)
        time.sleep(0.3)
        if program.text_of(name) == text:
            return
    sys.exit(f"“{name}” holds “{program.text_of(name)}” instead of “{text}”")


def log_a_repair(program):
    press("ctrl+n")
    program.await_widget("push button", "登记")
    program.await_widget("text", "街路")
    type_into(program, "街路", "云新街")
    press("Tab")
    type_into(program, "位置", "垚字楼门前")
    press("Tab")
    type_into(program, "情况说明（选填）", "路灯不亮")
    press("Return")
    program.await_widget("label", "已登记 ")


def close_it(program):
    press("ctrl+3")
    wait("the new order on top of the table", lambda: any("路灯不亮" in text for text in program.cells("工单")))
    press("Home")
    press("Return")
    program.await_widget("text", "处置结果")
    type_into(program, "处置结果", "换好光源")
    press("shift+Tab")
    type_into(program, "完成数量", "2")
    press("Return")
    program.await_widget("label", "已办结")
    wait("its new state in the table", lambda: "已结案" in program.cells("工单"))


def find_the_street(program):
    press("ctrl+k")
    xdotool("type", "--delay", "60", "yxj")
    wait("云新街 for yxj", lambda: "云新街" in program.cells("找到的"))
    press("Escape")


def main():
    taizhang, console, folder = sys.argv[1:]
    work = pathlib.Path(folder)
    work.mkdir(parents=True, exist_ok=True)
    for old in sorted(work.rglob("*"), reverse=True):
        old.rmdir() if old.is_dir() else old.unlink()
    ledger = work / "journey.gpkg"
    os.environ |= {"LC_ALL": "C", "LANGUAGE": "", "XDG_CONFIG_HOME": str(work / "config"), "GDK_BACKEND": "x11", "GDK_SCALE": "1",
                   "GTK_THEME": "Adwaita", "GSETTINGS_BACKEND": "memory"}
    os.environ.pop("NO_AT_BRIDGE", None)
    subprocess.run([console, "new", str(ledger), "--sample", "zuoyun"], check=True, stdout=subprocess.DEVNULL)
    server = display()
    try:
        program = Program(taizhang, str(ledger))
        program.await_widget("label", "左云县")
        log_a_repair(program)
        close_it(program)
        find_the_street(program)
        press("ctrl+q")
        if program.process.wait(PATIENCE) != 0:
            sys.exit("the program failed at its end")
    finally:
        server.terminate()
    shown = subprocess.run([console, "order", "list", str(ledger), "--json"], check=True, capture_output=True, text=True).stdout
    orders = json.loads(shown)
    newest = max(orders["orders"] if isinstance(orders, dict) else orders, key=lambda order: order["number"])
    wanted = {"road": "云新街", "place": "垚字楼门前", "description": "路灯不亮", "result": "换好光源", "state": "closed"}
    wrong = {key: newest.get(key) for key, value in wanted.items() if newest.get(key) != value}
    if wrong:
        sys.exit(f"the ledger holds {wrong}")
    if list(work.glob("*-wal")):
        sys.exit("the ledger is more than one file after the end")


main()
