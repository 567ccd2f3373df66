#include <string>

#include "image/convert.h"

namespace lattice::image {
namespace {

const char* dtype_name(const Type& t) {
  switch (t.dtype) {
    case LATTICE_U8: return "u8";
    case LATTICE_U16: return "u16";
    case LATTICE_U32: return "u32";
    case LATTICE_F16: return "f16";
    case LATTICE_F32: return "f32";
    default: return "unknown";
  }
}

const char* space_name(const Type& t) {
  switch (t.space) {
    case LATTICE_SPACE_DATA: return "data";
    case LATTICE_SPACE_SRGB: return "srgb";
    case LATTICE_SPACE_LINEAR_SRGB: return "linear_srgb";
    case LATTICE_SPACE_REC709: return "rec709";
    case LATTICE_SPACE_ACESCG: return "acescg";
    case LATTICE_SPACE_YCBCR_BT709: return "bt709";
    case LATTICE_SPACE_YCBCR_BT601: return "bt601";
    case LATTICE_SPACE_YCBCR_BT2020: return "bt2020";
    default: return "of unknown space";
  }
}

bool is_ycbcr(const Type& t) {
  return t.space >= LATTICE_SPACE_YCBCR_BT709 && t.space <= LATTICE_SPACE_YCBCR_BT2020;
}

// "grey", "rgb", "rgba", or "2 channels".
std::string channels_name(const Type& t) {
  if (is_ycbcr(t)) return "ycbcr";
  if (t.space != LATTICE_SPACE_DATA) {
    if (t.channels == 1) return "grey";
    if (t.channels == 3) return "rgb";
    if (t.channels == 4) return "rgba";
  }
  return std::to_string(t.channels) + (t.channels == 1 ? " channel" : " channels");
}

const char* subsampling_name(const Type& t) {
  switch (t.subsampling) {
    case LATTICE_SUB_444: return "4:4:4";
    case LATTICE_SUB_422: return "4:2:2";
    case LATTICE_SUB_420: return "4:2:0";
    default: return "of unknown subsampling";
  }
}

const char* siting_name(const Type& t) {
  switch (t.siting) {
    case LATTICE_SITING_CENTER: return "center";
    case LATTICE_SITING_LEFT: return "left";
    case LATTICE_SITING_TOP_LEFT: return "top_left";
    default: return "of unknown siting";
  }
}

}  // namespace

std::string describe(const Type& t) {
  std::string out = channels_name(t);
  const auto add = [&out](const std::string& word) { out += " " + word; };
  if (is_ycbcr(t)) add(subsampling_name(t));
  add(dtype_name(t));
  if (t.bits != 0) add(std::to_string(t.bits) + "-bit");
  if (t.alpha == LATTICE_ALPHA_PREMUL) add("premultiplied");
  if (t.alpha == LATTICE_ALPHA_STRAIGHT) add("straight");
  add(space_name(t));
  if (is_ycbcr(t)) add(t.range == LATTICE_RANGE_LIMITED ? "limited" : "full");
  if (is_ycbcr(t) && t.subsampling != LATTICE_SUB_444) add(siting_name(t));
  if (t.layout == LATTICE_PLANAR) add("planar");
  if (t.layout == LATTICE_SEMIPLANAR) add("semiplanar");
  return out;
}

}  // namespace lattice::image
