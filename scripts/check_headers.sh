#!/usr/bin/env bash
# check_headers.sh [--root DIR] [--compilers "CC:CXX ..."]
#
# Every header of the SDK compiles alone, with gcc and clang, without a warning: the C headers
# as C11, C17, C++17 and C++20, and without a padding hole; the C++ headers (*.hpp) as C++20.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
compilers="gcc:g++ clang:clang++"
while [[ $# -gt 0 ]]; do
  case $1 in
    --root) root=$2; shift 2 ;;
    --compilers) compilers=$2; shift 2 ;;
    *) echo "check_headers.sh: unknown option $1" >&2; exit 2 ;;
  esac
done
cd -- "$root"

readonly kWarnings="-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror"
failed=0

# compile COMPILER LANGUAGE STANDARD HEADER [OPTION]: prints the first error of a header that
# fails.
compile() {
  local output
  # shellcheck disable=SC2086 # the warnings are words
  if output=$(printf '#include <%s>\n' "$4" |
    "$1" -x "$2" -std="$3" $kWarnings ${5:+"$5"} -fsyntax-only -I sdk/include - 2>&1); then
    return
  fi
  failed=1
  local first
  first=$(grep -m1 -E 'error:' <<<"$output" || head -n1 <<<"$output")
  if [[ $first =~ ^([^:]+:[0-9]+):[0-9]+:\ (fatal\ )?error:\ (.*)$ ]]; then
    echo "${BASH_REMATCH[1]}: ${BASH_REMATCH[3]} ($1, $3)"
  else
    echo "sdk/include/$4:1: $first ($1, $3)"
  fi
}

mapfile -t headers < <(cd sdk/include && find . -name '*.h' -o -name '*.hpp' | sed 's|^\./||' | sort)
if [[ ${#headers[@]} -eq 0 ]]; then
  echo "sdk/include:1: there are no headers here"
  exit 1
fi
for pair in $compilers; do
  for compiler in "${pair%%:*}" "${pair##*:}"; do
    if ! command -v "$compiler" >/dev/null; then
      echo "sdk/include:1: $compiler is not installed; run ./dev setup dev"
      exit 1
    fi
  done
  for header in "${headers[@]}"; do
    if [[ $header == *.hpp ]]; then
      compile "${pair##*:}" c++ c++20 "$header"
      continue
    fi
    for standard in c11 c17; do compile "${pair%%:*}" c "$standard" "$header" -Wpadded; done
    for standard in c++17 c++20; do compile "${pair##*:}" c++ "$standard" "$header" -Wpadded; done
  done
done
exit "$failed"
