#!/usr/bin/env bash
# Cuts the showcase's pictures from the photographs of the Debian package mate-backgrounds
# (GPL-2+, credited in README.md) into media/ beside this script. Runs only what is missing.
set -euo pipefail

readonly kSource=/usr/share/backgrounds/mate/nature
media=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)/media
readonly media

die() {
  printf 'prepare.sh: %s\n' "$*" >&2
  exit 1
}

# cut NAME PHOTO CROP SIZE: CROP is width:height:x:y in the photograph, SIZE width:height.
cut_picture() {
  local name=$1 photo=$2 crop=$3 size=$4 unfinished
  [[ -s $media/$name.jpg ]] && return
  [[ -r $kSource/$photo.jpg ]] ||
    die "$kSource/$photo.jpg is missing; install the Debian package mate-backgrounds"
  unfinished=$media/.$name.$$.jpg
  ffmpeg -nostdin -v error -y -threads 1 -i "$kSource/$photo.jpg" \
    -vf "crop=$crop,scale=$size:flags=lanczos+accurate_rnd+full_chroma_int+bitexact" \
    -frames:v 1 -pix_fmt yuvj444p -q:v 2 -map_metadata -1 \
    -fflags +bitexact -flags:v +bitexact "$unfinished"
  mv -- "$unfinished" "$media/$name.jpg"
}

command -v ffmpeg >/dev/null || die "ffmpeg is missing; install the Debian package ffmpeg"
mkdir -p -- "$media"

# The whole canvas and a fifth more, for slow moves.
cut_picture ladybird LadyBird 2560:1440:0:100 2304:1296
cut_picture dandelion TwoWings 2560:1440:0:90 2304:1296
# Blurred in the scene, so half the size is plenty.
cut_picture garden Garden 2560:1440:0:80 1152:648
# Cards.
cut_picture ladybird_detail LadyBird 540:360:1528:640 780:520
cut_picture dandelion_detail TwoWings 540:360:1060:590 780:520
cut_picture sunflower YellowFlower 2400:1600:160:0 780:520
cut_picture dune Dune 1500:1000:90:50 540:360
cut_picture drop Aqua 1500:1000:1000:420 540:360
cut_picture rain RainDrops 1650:1100:0:100 540:360
cut_picture petals FreshFlower 1500:1000:60:180 540:360
