#include "image/convert.h"
#include "image/pictures.h"
#include "support/catch.h"

namespace lattice::image {
namespace {

Type with(Type t, std::uint8_t Type::*field, int value) {
  t.*field = static_cast<std::uint8_t>(value);
  return t;
}

const Type kI420 = test::planar_ycbcr(LATTICE_SPACE_YCBCR_BT709, LATTICE_RANGE_LIMITED,
                                      LATTICE_SUB_420, LATTICE_SITING_LEFT);

}  // namespace

TEST_CASE("what has no conversion is refused with both types in the sentence", "[image][convert]") {
  Type bt2020 = kI420;
  bt2020.space = LATTICE_SPACE_YCBCR_BT2020;
  const Type linear = interleaved(LATTICE_F32, 4, LATTICE_ALPHA_PREMUL, LATTICE_SPACE_LINEAR_SRGB);
  const Type aces = interleaved(LATTICE_F32, 4, LATTICE_ALPHA_PREMUL, LATTICE_SPACE_ACESCG);
  struct Case {
    Type src, dst;
  };
  const Case cases[] = {
      {kRgba8, with(kI420, &Type::siting, LATTICE_SITING_TOP_LEFT)},
      {kRgba8, with(kI420, &Type::layout, LATTICE_SEMIPLANAR)},
      {kRgba8, with(with(kI420, &Type::dtype, LATTICE_U16), &Type::bits, 10)},
      {kRgba8, bt2020},
      {kRgba8, aces},
      {kRgba8, kDepthF32},
      {kRgba8, Type{}},
      {kRgba8, with(kRgba8, &Type::channels, 3)},
      {linear, kRgba8},
      {linear, interleaved(LATTICE_U16, 4, LATTICE_ALPHA_PREMUL, LATTICE_SPACE_LINEAR_SRGB)},
      {kDepthF32, interleaved(LATTICE_U16, 3, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA)},
      {interleaved(LATTICE_U16, 1, LATTICE_ALPHA_NONE, LATTICE_SPACE_DATA), kDepthF32},
      {kI420, kRgba8},
  };
  for (const Case& c : cases) {
    CAPTURE(describe(c.src), describe(c.dst));
    const Result<void> checked = check_conversion(c.src, c.dst);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().code == Code::output);
    CHECK(checked.error().what.find(describe(c.src)) != std::string::npos);
    CHECK(checked.error().what.find(describe(c.dst)) != std::string::npos);
  }
}

TEST_CASE("naming all bits of a sample is the same as naming none", "[image][convert]") {
  CHECK(check_conversion(kRgba8, with(kI420, &Type::bits, 8)));
  CHECK(check_conversion(with(kRgba8, &Type::bits, 8), kRgba8));
  CHECK_FALSE(check_conversion(kRgba8, with(kI420, &Type::bits, 7)));
}

TEST_CASE("a type describes itself in the words of the headers", "[image][convert]") {
  CHECK(describe(kRgba8) == "rgba u8 premultiplied srgb");
  CHECK(describe(kDepthF32) == "1 channel f32 data");
  CHECK(describe(kI420) == "ycbcr 4:2:0 u8 bt709 limited left planar");
  CHECK(describe(with(kI420, &Type::bits, 10)) ==
        "ycbcr 4:2:0 u8 10-bit bt709 limited left planar");
  CHECK(describe(Type{}) == "0 channels unknown of unknown space");
}

}  // namespace lattice::image
