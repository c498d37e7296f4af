#!/bin/sh
# By hand: imports real files of other cities and counts what came in.
#   TAIZHANG_DATA=<folder of real files> tests/corpus/run.sh [taizhangctl]
# Each file goes into a fresh ledger, is checked in depth, exported, and taken back.
set -eu
: "${TAIZHANG_DATA:?names the folder of real files}"
ctl=${1:-$(dirname -- "$0")/../../build/release/bin/taizhangctl}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

# bring_in ROWS CLASS FILE [option..]
bring_in() {
  rows=$1 class=$2 file=$3
  shift 3
  name="$class $file"
  ledger=$work/t.gpkg
  rm -f "$work"/*
  "$ctl" new "$ledger" >/dev/null
  start=$(date +%s%N)
  if ! "$ctl" import "$ledger" "$TAIZHANG_DATA/$file" --class "$class" --json "$@" >"$work/result.json" 2>"$work/error"; then
    echo "FAILED  $name"
    cat "$work/error"
    head -n 40 "$work/result.json"
    bad=1
    return
  fi
  took=$((($(date +%s%N) - start) / 1000000))
  if ! grep -q "^  \"new\": $rows,\$" "$work/result.json"; then
    echo "WRONG   $name: expected $rows, got $(grep '"new"' "$work/result.json")"
    bad=1
    return
  fi
  "$ctl" check "$ledger" --deep >"$work/check" || { echo "UNSOUND $name"; cat "$work/check"; bad=1; return; }
  "$ctl" export "$ledger" "$work/out.csv" >/dev/null
  batch=$(sed -n 's/^  "batch": "\(.*\)",$/\1/p' "$work/result.json")
  "$ctl" undo-import "$ledger" "$batch" --json | grep -q "\"removed\": $rows," || { echo "NO WAY BACK $name"; bad=1; return; }
  printf 'ok      %s: %s rows, %s ms\n' "$name" "$rows" "$took"
}

bring_in 6117 streetlight cambridge-ma/Street_Lights_INFRA_StreetLights.geojson
bring_in 1590 streetlight cambridge-ma/Street_Lights_Not_City_Owned_INFRA_StreetLightsNotCityOwned.geojson
bring_in 2643 road cambridge-ma/Street_Centerlines_TRANS_Centerlines.geojson
bring_in 102 ev_charger cambridge-ma/EVSE_CDD_EVSE.geojson
bring_in 609 gas_main kaohsiung-gas/kh_ng_pipelines_twd97.shp
bring_in 29969 streetlight montpellier/VilleMTP_MTP_EclairagePublic.zip
bring_in 29 public_toilet edinburgh/Public_toilets_2020.csv
exit $bad
