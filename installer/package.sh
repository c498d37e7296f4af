#!/bin/sh
# Builds the Debian package: build/release/taizhang_VERSION_ARCH.deb. To install it: apt install ./FILE.deb
set -eu
. "$(dirname -- "$0")/prepare.sh"
install_missing build package
build_release
cd "$root/build/release"
cpack
