#!/usr/bin/env bash
# check_shell.sh [--root DIR]
#
# Every shell script, by its name or its first line, passes shellcheck.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
while [[ $# -gt 0 ]]; do
  case $1 in
    --root) root=$2; shift 2 ;;
    *) echo "check_shell.sh: unknown option $1" >&2; exit 2 ;;
  esac
done
cd -- "$root"

if ! command -v shellcheck >/dev/null; then
  echo "dev:1: shellcheck is not installed; run ./dev setup dev"
  exit 1
fi

candidates() {
  if [[ -e .git ]]; then
    git ls-files -z --cached --others --exclude-standard
  else
    find . \( -name build -o -name out \) -prune -o -type f -print0
  fi
}

is_script() {
  [[ -f $1 ]] || return 1
  [[ $1 == *.sh ]] && return 0
  local first=""
  IFS= read -r -n 64 first <"$1" 2>/dev/null || true
  [[ $first =~ ^#!.*[/\ ](ba)?sh($|\ ) ]]
}

scripts=()
while IFS= read -r -d '' file; do
  # Only what may be a script is opened: it ends in .sh or has no extension.
  case ${file##*/} in
    *.sh) ;;
    *.*) continue ;;
  esac
  if is_script "$file"; then scripts+=("$file"); fi
done < <(candidates | sort -z)

if [[ ${#scripts[@]} -eq 0 ]]; then exit 0; fi
shellcheck --format=gcc --external-sources "${scripts[@]}"
