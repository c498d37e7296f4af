#!/bin/sh
# Installs what is missing, builds the release and runs every test.
set -eu
. "$(dirname -- "$0")/prepare.sh"
install_missing build run test
build_release
ctest --preset release -j2
