#!/bin/sh
# Installs what is missing, builds, and starts the main job on the sample of Zuoyun county:
# with a display the window; without one the quarterly report as PDF and the map as PNG.
set -eu
. "$(dirname -- "$0")/prepare.sh"
install_missing build run
build_release

bin=$root/build/release/bin
out=$root/build/zuoyun
ledger=$out/zuoyun.gpkg
mkdir -p "$out"
[ -e "$ledger" ] || "$bin/taizhangctl" new "$ledger" --sample zuoyun

if [ -x "$bin/taizhang" ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  exec "$bin/taizhang" "$ledger"
fi
"$bin/taizhangctl" report "$ledger" quarterly 2025Q3 -o "$out/report-2025Q3.pdf"
"$bin/taizhangctl" map "$ledger" -o "$out/map.png"
echo
echo "The main job ran on the console:"
echo "  ledger  $ledger"
echo "  report  $out/report-2025Q3.pdf"
echo "  map     $out/map.png"
