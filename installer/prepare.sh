# shellcheck shell=sh
# Sourced by run.sh and test.sh: installs what is missing, configures and builds the release.
# Plain POSIX sh; a bare Debian 12 has nothing else.

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)

# packages_of SECTION.. : the packages of those sections of debian-packages.txt
packages_of() {
  for section in "$@"; do
    sed -n "/^\[$section\]/,/^\[/p" "$root/installer/debian-packages.txt" | sed -e 's/#.*//' -e '/^\[/d' -e 's/[[:space:]]//g' -e '/^$/d'
  done
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    echo "Some packages are missing and need the administrator. As root, run:" >&2
    echo "  $*" >&2
    exit 1
  fi
}

# install_missing SECTION..
install_missing() {
  missing=
  for package in $(packages_of "$@"); do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  echo "Installing:$missing"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q
  # shellcheck disable=SC2086 # a list of words
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
}

build_release() {
  cd "$root"
  cmake --preset release
  cmake --build --preset release
}
