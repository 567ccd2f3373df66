#!/usr/bin/env bash
# check_format.sh [--root DIR] [--fix]
#
# C and C++ sources are formatted as .clang-format says. --fix formats them instead.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
fix=0
while [[ $# -gt 0 ]]; do
  case $1 in
    --root) root=$2; shift 2 ;;
    --fix) fix=1; shift ;;
    *) echo "check_format.sh: unknown option $1" >&2; exit 2 ;;
  esac
done
cd -- "$root"

if ! command -v clang-format >/dev/null; then
  echo ".clang-format:1: clang-format is not installed; run ./dev setup dev"
  exit 1
fi

sources() {
  if [[ -e .git ]]; then
    git ls-files -z --cached --others --exclude-standard -- '*.h' '*.hpp' '*.c' '*.cpp'
  else
    find -- * \( -name build -o -name out \) -prune -o -type f \
      \( -name '*.h' -o -name '*.hpp' -o -name '*.c' -o -name '*.cpp' \) -print0
  fi
}

mapfile -d '' -t files < <(sources | sort -z)
existing=()
for file in "${files[@]}"; do
  if [[ -f $file ]]; then existing+=("$file"); fi
done
if [[ ${#existing[@]} -eq 0 ]]; then exit 0; fi

if [[ $fix -eq 1 ]]; then
  clang-format -i "${existing[@]}"
  exit 0
fi

# One line per place: file:line: sentence.
if ! report=$(clang-format --dry-run -Werror "${existing[@]}" 2>&1); then
  sed -n 's/^\([^:]*\):\([0-9]*\):[0-9]*: error:.*/\1:\2: not formatted; run scripts\/check_format.sh --fix/p' \
    <<<"$report" | sort -u -t: -k1,1 -k2,2n
  if ! grep -q ': error:' <<<"$report"; then printf '%s\n' "$report"; fi
  exit 1
fi
