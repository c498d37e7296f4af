#!/usr/bin/env python3
"""By hand: what the import takes each file of a folder of real files for, and what it had to be told.

    TAIZHANG_DATA=<folder> tests/corpus/results.py [taizhangctl] > tests/corpus/RESULTS.md

Every file is tried out as it is; a second try adds what CORRECTIONS says. Nothing is written.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

DATA = pathlib.Path(os.environ["TAIZHANG_DATA"])
CTL = sys.argv[1] if len(sys.argv) > 1 else "build/release/bin/taizhangctl"
ENDINGS = {".csv", ".geojson", ".json", ".shp", ".zip", ".gpkg", ".xlsx"}
LEFT_OUT = {"conformance"}
LEAVE = ["--no-geometry"]
OUT = ["--accept-refused"]
# what a person has to say beyond the guesses, by a part of the path
CORRECTIONS = {
    "potholes_raw": LEAVE,
    "Public_toilets_2020": [],
    "gbptm2": LEAVE,
    "311_service_requests": ["--class", "drainage"] + LEAVE,
    "roads.csv": LEAVE, "RoadRatings": LEAVE, "potholes.csv": ["--class", "drainage"] + LEAVE,
    "Street_Centerlines": [], "City_Boundary": ["--class", "old_town"], "gmap_": ["--class", "old_town", "--crs", "gcj02"],
    "yuncheng": ["--class", "manhole"] + LEAVE, "standards_preview": ["--class", "manhole"] + LEAVE,
    "assets_merged": ["--class", "rain_inlet"] + OUT,
    "FilaireVoies": [], "Catchbasins_D_": None, "press_conference_figures": None,
}


def attempt(ledger, file, options):
    answer = subprocess.run([CTL, "import", ledger, str(file), "--dry-run", "--json", "--lang", "en", *options], capture_output=True, text=True)
    try:
        return json.loads(answer.stdout), ""
    except json.JSONDecodeError:
        try:
            error = json.loads(answer.stderr)["error"]
            return None, error["what"]
        except (json.JSONDecodeError, KeyError):
            return None, answer.stderr.strip().splitlines()[-1] if answer.stderr.strip() else "no answer"


def numbers(result):
    return f'{result["new"]} / {len(result["refused"])} / {len(result["warnings"])}'


def main():
    ledger = os.path.join(tempfile.mkdtemp(), "t.gpkg")
    subprocess.run([CTL, "new", ledger], check=True, capture_output=True)
    print("# What the import takes real files for\n")
    print("Made by `tests/corpus/results.py`. Rows: taken / refused / cells kept as they are, by the guesses alone.\n")
    print("| file | class guessed | text | head | coordinates | rows | told | rows then |")
    print("|---|---|---|---|---|---|---|---|")
    for file in sorted(DATA.rglob("*")):
        if file.suffix.lower() not in ENDINGS or LEFT_OUT & set(file.relative_to(DATA).parts):
            continue
        name = str(file.relative_to(DATA))
        told = next((options for part, options in CORRECTIONS.items() if part in name), [])
        if told is None:
            continue  # a list of words or a document, no records
        result, failure = attempt(ledger, file, [])
        again, again_failure = attempt(ledger, file, told) if told else (None, "")
        if result:
            reading = result["reading"]
            columns = [result["class"]["value"] or "", reading["encoding"]["value"] or "", f'{reading["header_row"]}+{reading["header_rows"]}',
                       (reading["system"]["value"] or "") + (" yx" if reading["swapped"] else ""), numbers(result)]
        else:
            columns = ["", "", "", "", failure]
        then = numbers(again) if again else again_failure
        print("| " + " | ".join([name, *columns, " ".join(told), then]) + " |")


main()
