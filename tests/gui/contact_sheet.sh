#!/bin/bash
# contact_sheet.sh BIN_FOLDER OUT_FOLDER [PATTERN]
# Pictures of every page and dialog x {zh, en} x {light, dark} x {1280x720, 1920x1080, 1280x720 at 2x}, and one sheet for each
# of the twelve. For people to look at: cut texts, misalignment, words left untranslated. PATTERN: of gtest, to take some only.
set -eu
[ $# -ge 2 ] || { echo "contact_sheet.sh BIN_FOLDER OUT_FOLDER [PATTERN]" >&2; exit 2; }
bin=$1 out=$2 pattern=${3:-*}
mkdir -p "$out"
for language in zh en; do
    for theme in light dark; do
        for size in 1280x720@1 1920x1080@1 1280x720@2; do
            folder="$out/$language-$theme-$size"
            mkdir -p "$folder"
            logical=${size%@*} scale=${size#*@}
            screen=$((${logical%x*} * scale))x$((${logical#*x} * scale))
            SHEET_LANGUAGE=$language SHEET_THEME=$theme SHEET_SIZE=$logical SHEET_FOLDER=$folder \
                TAIZHANG_SCREEN=$screen GDK_SCALE=$scale "$bin/contact_sheet" --gtest_brief=1 --gtest_filter="$pattern" ||
                echo "$folder: not all were taken" >&2
            montage "$folder"/*.png -geometry 640x -tile 4x -background '#888' -geometry +6+6 -label '%t' "$out/$language-$theme-$size.png"
        done
    done
done
