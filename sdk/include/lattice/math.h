#ifndef LATTICE_MATH_H
#define LATTICE_MATH_H
#include "abi.h"

#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* sin, cos, tan, atan, atan2, exp, log, pow, cbrt and hypot that return the same bits on
 * every CPU: libm picks fused variants at run time, these use + - * / and sqrt alone.
 *
 * Range     Everywhere, large angles included; NaN, infinities, zeros and subnormals as
 *           C11 annex F says, except that no errno and no particular exception flags are
 *           set and that every NaN returned is the one quiet NaN without payload.
 * Accuracy  Below 0.55 units in the last place (0.50 to 0.53 measured against libm in long
 *           double), below 1 where the result is subnormal. pow is exact where the exact
 *           result is a double.
 * Method    Unevaluated sums of two doubles (Dekker 1971, Knuth TAOCP 4.2.2) carry about
 *           100 bits through the leading terms of plain Taylor series; the tails, which
 *           matter 2^-6 and less, are summed in double.
 * Needs     Round to nearest, -ffp-contract=off (as lattice_add_plugin sets) and no
 *           fast-math; nothing to link.
 *
 * Names that end in an underscore are not part of the interface. All [any]. */

#ifdef __FAST_MATH__
#error "lattice/math.h needs exact IEEE arithmetic: compile without -ffast-math"
#endif

LATTICE_C_BEGIN

/* ---- Bits --------------------------------------------------------------------- */

static inline uint64_t lattice_bits_(double x) LATTICE_NOEXCEPT {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

static inline double lattice_from_bits_(uint64_t bits) LATTICE_NOEXCEPT {
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

static inline double lattice_nan_(void) LATTICE_NOEXCEPT {
  return lattice_from_bits_(0x7ff8000000000000u);
}

static inline double lattice_inf_(void) LATTICE_NOEXCEPT {
  return lattice_from_bits_(0x7ff0000000000000u);
}

static inline int lattice_is_negative_(double x) LATTICE_NOEXCEPT {
  return (int)(lattice_bits_(x) >> 63);
}

/* -1022..1023 for normal numbers. */
static inline int lattice_exponent_(double x) LATTICE_NOEXCEPT {
  return (int)((lattice_bits_(x) >> 52) & 0x7ffu) - 1023;
}

/* 2^k for k in -1022..1023. */
static inline double lattice_power_of_two_(int k) LATTICE_NOEXCEPT {
  return lattice_from_bits_((uint64_t)(k + 1023) << 52);
}

/* x * 2^k with one rounding, for 2^-20 < |x| < 2^20 and |k| < 1100. */
static inline double lattice_scale_(double x, int k) LATTICE_NOEXCEPT {
  if (k > 1000) return x * lattice_power_of_two_(k - 100) * lattice_power_of_two_(100);
  if (k < -1000) return x * lattice_power_of_two_(k + 120) * lattice_power_of_two_(-120);
  return x * lattice_power_of_two_(k);
}

/* x * 2^-e, exact unless it underflows, for any exponent e of a double. */
static inline double lattice_unscale_(double x, int e) LATTICE_NOEXCEPT {
  return x * lattice_power_of_two_(-(e / 2)) * lattice_power_of_two_(-(e - e / 2));
}

/* x to the nearest whole number, ties to even, for |x| < 2^51. */
static inline double lattice_round_(double x) LATTICE_NOEXCEPT {
  return (x + 0x1.8p52) - 0x1.8p52;
}

/* |x|, exact. */
static inline double lattice_fabs(double x) LATTICE_NOEXCEPT {
  return lattice_from_bits_(lattice_bits_(x) & 0x7fffffffffffffffu);
}

static inline double lattice_copysign_(double magnitude, double sign) LATTICE_NOEXCEPT {
  return lattice_from_bits_((lattice_bits_(magnitude) & 0x7fffffffffffffffu) |
                            (lattice_bits_(sign) & 0x8000000000000000u));
}

/* The largest whole number that is not above x, exact. */
static inline double lattice_floor(double x) LATTICE_NOEXCEPT {
  if (x != x) return lattice_nan_();
  if (lattice_fabs(x) >= 0x1p52) return x;
  const double whole = (double)(int64_t)x;
  return lattice_copysign_(whole > x ? whole - 1 : whole, x);
}

/* The square root as IEEE 754 rounds it. */
static inline double lattice_sqrt(double x) LATTICE_NOEXCEPT {
  if (!(x >= 0)) return lattice_nan_();
#if defined(__SSE2__)
  const __m128d v = _mm_set_sd(x);
  return _mm_cvtsd_f64(_mm_sqrt_sd(v, v));
#else
  return __builtin_sqrt(x);
#endif
}

/* ---- Double-double: hi + lo with |lo| <= ulp(hi) / 2 ---------------------------- */

typedef struct lattice_dd_ {
  double hi, lo;
} lattice_dd_;

/* a + b exactly, for |a| >= |b| or a == 0. */
static inline lattice_dd_ lattice_fast_sum_(double a, double b) LATTICE_NOEXCEPT {
  const double hi = a + b;
  const lattice_dd_ r = {hi, b - (hi - a)};
  return r;
}

/* a + b exactly. */
static inline lattice_dd_ lattice_two_sum_(double a, double b) LATTICE_NOEXCEPT {
  const double hi = a + b;
  const double from_b = hi - a;
  const lattice_dd_ r = {hi, (a - (hi - from_b)) + (b - from_b)};
  return r;
}

/* a * b exactly, for factors below 2^990 and products above 2^-960. */
static inline lattice_dd_ lattice_two_prod_(double a, double b) LATTICE_NOEXCEPT {
  const double a_wide = a * 134217729.0, b_wide = b * 134217729.0; /* 2^27 + 1 */
  const double a_hi = a_wide - (a_wide - a), b_hi = b_wide - (b_wide - b);
  const double a_lo = a - a_hi, b_lo = b - b_hi;
  const double hi = a * b;
  const lattice_dd_ r = {hi,
                         ((a_hi * b_hi - hi) + a_hi * b_lo + a_lo * b_hi) + a_lo * b_lo};
  return r;
}

static inline lattice_dd_ lattice_dd_add_(lattice_dd_ a, lattice_dd_ b) LATTICE_NOEXCEPT {
  const lattice_dd_ s = lattice_two_sum_(a.hi, b.hi);
  return lattice_fast_sum_(s.hi, s.lo + (a.lo + b.lo));
}

static inline lattice_dd_ lattice_dd_mul_(lattice_dd_ a, lattice_dd_ b) LATTICE_NOEXCEPT {
  const lattice_dd_ p = lattice_two_prod_(a.hi, b.hi);
  return lattice_fast_sum_(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

static inline lattice_dd_ lattice_dd_div_(lattice_dd_ a, lattice_dd_ b) LATTICE_NOEXCEPT {
  const double q = a.hi / b.hi;
  const lattice_dd_ back = lattice_two_prod_(q, b.hi);
  return lattice_fast_sum_(q, (((a.hi - back.hi) - back.lo) + (a.lo - q * b.lo)) / b.hi);
}

/* c[0] + c[1] x + ... + c[n - 1] x^(n - 1). */
static inline double lattice_horner_(const double *c, int n, double x) LATTICE_NOEXCEPT {
  double sum = c[n - 1];
  for (int i = n - 2; i >= 0; --i) sum = c[i] + x * sum;
  return sum;
}

/* c + x * y, the step of Horner's rule. */
static inline lattice_dd_ lattice_dd_step_(double c_hi, double c_lo, lattice_dd_ x,
                                           lattice_dd_ y) LATTICE_NOEXCEPT {
  const lattice_dd_ c = {c_hi, c_lo};
  return lattice_dd_add_(c, lattice_dd_mul_(x, y));
}

/* ---- Angles --------------------------------------------------------------------- */

/* x in quarter turns: x = quadrant * pi/2 + rest, |rest| <= pi/4 and a little. */
typedef struct lattice_quarter_ {
  lattice_dd_ rest;
  int64_t quadrant; /* 0..3 */
} lattice_quarter_;

/* Cody and Waite for |x| < 2^20: pi/2 in three pieces of 33 bits, whose products with the
 * quadrant are exact, and a fourth. The rest is off by less than 2^-130. */
static inline lattice_quarter_ lattice_quarter_small_(double x) LATTICE_NOEXCEPT {
  const double n = lattice_round_(x * 0x1.45f306dc9c883p-1);
  const double part[4] = {0x1.921fb544p+0, 0x1.0b4611a6p-34, 0x1.3198a2ep-69,
                          0x1.b839a252049c1p-104};
  lattice_dd_ rest = {x, 0};
  for (int i = 0; i < 4; ++i) {
    const lattice_dd_ s = lattice_two_sum_(rest.hi, -n * part[i]);
    rest = lattice_fast_sum_(s.hi, s.lo + rest.lo);
  }
  const lattice_quarter_ r = {rest, (int64_t)n & 3};
  return r;
}

/* 64 bits of 2/pi from `position` on; position 1 is the first behind the point. */
static inline uint64_t lattice_two_over_pi_bits_(int position) LATTICE_NOEXCEPT {
  static const uint64_t words[20] = {
      0x0000000000000000u, 0xa2f9836e4e441529u, 0xfc2757d1f534ddc0u, 0xdb6295993c439041u,
      0xfe5163abdebbc561u, 0xb7246e3a424dd2e0u, 0x06492eea09d1921cu, 0xfe1deb1cb129a73eu,
      0xe88235f52ebb4484u, 0xe99c7026b45f7e41u, 0x3991d639835339f4u, 0x9c845f8bbdf9283bu,
      0x1ff897ffde05980fu, 0xef2f118b5a0a6d1fu, 0x6d367ecf27cb09b7u, 0x4f463f669e5fea2du,
      0x7527bac7ebe5f17bu, 0x3d0739f78a5292eau, 0x6bfb5fb11f8d5d08u, 0x56033046fc7b6babu};
  const unsigned at = (unsigned)(position - 1 + 64), shift = at % 64;
  const uint64_t first = words[at / 64];
  return shift == 0 ? first : (first << shift) | (words[at / 64 + 1] >> (64 - shift));
}

/* A fraction of 192 bits, most significant word first, as a double-double: 2^-64 of its
 * own size is the largest error. */
static inline lattice_dd_ lattice_fraction_(uint64_t a, uint64_t b, uint64_t c)
    LATTICE_NOEXCEPT {
  int shift = 0;
  while (shift < 128 && a == 0) a = b, b = c, c = 0, shift += 64;
  const int zeros = a == 0 ? 0 : __builtin_clzll(a);
  if (zeros != 0)
    a = (a << zeros) | (b >> (64 - zeros)), b = (b << zeros) | (c >> (64 - zeros));
  const double hi = (double)(a >> 11) * 0x1p-53;
  const double lo = (double)(((a << 53) | (b >> 11)) >> 11) * 0x1p-106;
  const double scale = lattice_power_of_two_(-(shift + zeros));
  return lattice_fast_sum_(hi * scale, lo * scale);
}

/* Payne and Hanek for 2^20 <= x < infinity. x = m 2^e; of the product m * 2/pi only
 * the 192 bits from weight 2 down to 2^-190 are formed: those above are whole turns. */
static inline lattice_quarter_ lattice_quarter_large_(double x) LATTICE_NOEXCEPT {
  __extension__ typedef unsigned __int128 wide;
  const int first = lattice_exponent_(x) - 52 - 1; /* e - 1: weight 2 after the product */
  const uint64_t m = (lattice_bits_(x) & 0xfffffffffffffu) | 0x10000000000000u;
  const wide low = (wide)m * lattice_two_over_pi_bits_(first + 128);
  const wide mid = (wide)m * lattice_two_over_pi_bits_(first + 64) + (uint64_t)(low >> 64);
  uint64_t a = m * lattice_two_over_pi_bits_(first) + (uint64_t)(mid >> 64);
  uint64_t b = (uint64_t)mid, c = (uint64_t)low;
  int quadrant = (int)(a >> 62);
  a = (a << 2) | (b >> 62), b = (b << 2) | (c >> 62), c <<= 2;
  const int upper = (int)(a >> 63); /* a rest above one half belongs to the next quarter */
  if (upper) {
    a = ~a, b = ~b, c = ~c; /* 1 - rest, but for 2^-192 */
    quadrant += 1;
  }
  const lattice_dd_ half_pi = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54};
  lattice_dd_ rest = lattice_dd_mul_(lattice_fraction_(a, b, c), half_pi);
  if (upper) rest.hi = -rest.hi, rest.lo = -rest.lo;
  const lattice_quarter_ r = {rest, quadrant & 3};
  return r;
}

/* For finite x. */
static inline lattice_quarter_ lattice_quarter_of_(double x) LATTICE_NOEXCEPT {
  if (lattice_fabs(x) < 0x1p20) return lattice_quarter_small_(x);
  lattice_quarter_ r = lattice_quarter_large_(lattice_fabs(x));
  if (x < 0) {
    r.rest.hi = -r.rest.hi, r.rest.lo = -r.rest.lo;
    r.quadrant = (4 - r.quadrant) & 3;
  }
  return r;
}

/* x - x^3/3! + x^5/5! - ..., |x| <= pi/4. */
static inline lattice_dd_ lattice_sin_series_(lattice_dd_ x) LATTICE_NOEXCEPT {
  const lattice_dd_ z = lattice_dd_mul_(x, x);
  static const double series[7] = {0x1.1111111111111p-7,  -0x1.a01a01a01a01ap-13,
                                   0x1.71de3a556c734p-19, -0x1.ae64567f544e4p-26,
                                   0x1.6124613a86d09p-33, -0x1.ae7f3e733b81fp-41,
                                   0x1.952c77030ad4ap-49};
  const double tail = lattice_horner_(series, 7, z.hi);
  const lattice_dd_ t = {tail, 0};
  const lattice_dd_ factor =
      lattice_dd_step_(-0x1.5555555555555p-3, -0x1.5555555555555p-57, z, t);
  return lattice_dd_add_(x, lattice_dd_mul_(lattice_dd_mul_(x, z), factor));
}

/* 1 - x^2/2! + x^4/4! - ..., |x| <= pi/4. */
static inline lattice_dd_ lattice_cos_series_(lattice_dd_ x) LATTICE_NOEXCEPT {
  const lattice_dd_ z = lattice_dd_mul_(x, x);
  static const double series[7] = {-0x1.6c16c16c16c17p-10, 0x1.a01a01a01a01ap-16,
                                   -0x1.27e4fb7789f5cp-22, 0x1.1eed8eff8d898p-29,
                                   -0x1.93974a8c07c9dp-37, 0x1.ae7f3e733b81fp-45,
                                   -0x1.6827863b97d97p-53};
  const double tail = lattice_horner_(series, 7, z.hi);
  const lattice_dd_ t = {tail, 0};
  lattice_dd_ factor = lattice_dd_step_(0x1.5555555555555p-5, 0x1.5555555555555p-59, z, t);
  factor = lattice_dd_step_(-0.5, 0, z, factor);
  return lattice_dd_step_(1, 0, z, factor);
}

static inline int lattice_is_finite_(double x) LATTICE_NOEXCEPT { return x - x == 0; }

/* sin(x + quarters * pi/2) for any finite x. */
static inline double lattice_sin_far_(double x, int64_t quarters) LATTICE_NOEXCEPT {
  const lattice_quarter_ q = lattice_quarter_of_(x);
  const int64_t quadrant = q.quadrant + quarters;
  const lattice_dd_ s =
      quadrant & 1 ? lattice_cos_series_(q.rest) : lattice_sin_series_(q.rest);
  return quadrant & 2 ? -s.hi : s.hi;
}

/* The same for |x| < 2^14 in a third of the time. x = n pi/32 + r, |r| <= pi/64 and a
 * little: the sine of the sum by the sines of n pi/32 in the table and short series of r,
 * of which only r itself needs more than a double. */
static inline double lattice_sin_near_(double x, int64_t quarters) LATTICE_NOEXCEPT {
  static const lattice_dd_ sines[17] = {
      {0, 0},
      {0x1.917a6bc29b42cp-4, -0x1.e2718d26ed688p-60},
      {0x1.8f8b83c69a60bp-3, -0x1.26d19b9ff8d82p-57},
      {0x1.294062ed59f06p-2, -0x1.5d28da2c4612dp-56},
      {0x1.87de2a6aea963p-2, -0x1.72cedd3d5a610p-57},
      {0x1.e2b5d3806f63bp-2, 0x1.e0d891d3c6841p-58},
      {0x1.1c73b39ae68c8p-1, 0x1.b25dd267f6600p-55},
      {0x1.44cf325091dd6p-1, 0x1.8076a2cfdc6b3p-57},
      {0x1.6a09e667f3bcdp-1, -0x1.bdd3413b26456p-55},
      {0x1.8bc806b151741p-1, -0x1.2c5e12ed1336dp-55},
      {0x1.a9b66290ea1a3p-1, 0x1.9f630e8b6dac8p-60},
      {0x1.c38b2f180bdb1p-1, -0x1.6e0b1757c8d07p-56},
      {0x1.d906bcf328d46p-1, 0x1.457e610231ac2p-56},
      {0x1.e9f4156c62ddap-1, 0x1.760b1e2e3f81ep-55},
      {0x1.f6297cff75cb0p-1, 0x1.562172a361fd3p-56},
      {0x1.fd88da3d12526p-1, -0x1.87df6378811c7p-55},
      {1, 0},
  };
  const double n = lattice_round_(x * 0x1.45f306dc9c883p+3);
  /* pi/32 in pieces of 33 bits: products with n are exact, and so is the first difference.
   */
  const lattice_dd_ r = lattice_two_sum_(x - n * 0x1.921fb544p-4, -n * 0x1.0b4611a6p-38);
  const double r_lo = r.lo - n * 0x1.3198a2ep-73;
  const int64_t step = (int64_t)n, quadrant = (step >> 4) + quarters;
  const int64_t place = quadrant & 1 ? 16 - (step & 15) : step & 15;
  const lattice_dd_ a = sines[place], cosine = sines[16 - place];
  /* Next to a zero other than x = 0 the pieces above are too few. */
  if (place == 0 && n != 0 && lattice_fabs(r.hi) < 0x1p-12)
    return lattice_sin_far_(x, quarters);
  const double sign = quadrant & 1 ? -1 : 1;
  const lattice_dd_ b = {sign * cosine.hi, sign * cosine.lo};
  /* a cos r + b sin r = a + b r + (a (cos r - 1) + b (sin r - r)) */
  const double z = r.hi * r.hi;
  static const double sin_tail[4] = {-0x1.5555555555555p-3, 0x1.1111111111111p-7,
                                     -0x1.a01a01a01a01ap-13, 0x1.71de3a556c734p-19};
  static const double cos_tail[4] = {-0.5, 0x1.5555555555555p-5, -0x1.6c16c16c16c17p-10,
                                     0x1.a01a01a01a01ap-16};
  const double rest = a.hi * (z * lattice_horner_(cos_tail, 4, z)) +
                      b.hi * (r.hi * z * lattice_horner_(sin_tail, 4, z));
  const lattice_dd_ linear = lattice_two_prod_(b.hi, r.hi);
  const lattice_dd_ sum = lattice_fast_sum_(a.hi, linear.hi);
  const double lo = (linear.lo + (a.lo + b.lo * r.hi)) + (b.hi - a.hi * r.hi) * r_lo;
  const double s = sum.hi + (sum.lo + (lo + rest));
  return quadrant & 2 ? -s : s;
}

static inline double lattice_sin(double x) LATTICE_NOEXCEPT {
  if (!lattice_is_finite_(x)) return lattice_nan_();
  if (lattice_fabs(x) < 0x1p-27) return x; /* x^3/6 is less than half a unit */
  return lattice_fabs(x) < 0x1p14 ? lattice_sin_near_(x, 0) : lattice_sin_far_(x, 0);
}

static inline double lattice_cos(double x) LATTICE_NOEXCEPT {
  if (!lattice_is_finite_(x)) return lattice_nan_();
  if (lattice_fabs(x) < 0x1p-27) return 1;
  return lattice_fabs(x) < 0x1p14 ? lattice_sin_near_(x, 1) : lattice_sin_far_(x, 1);
}

static inline double lattice_tan(double x) LATTICE_NOEXCEPT {
  if (!lattice_is_finite_(x)) return lattice_nan_();
  if (lattice_fabs(x) < 0x1p-27) return x;
  const lattice_quarter_ q = lattice_quarter_of_(x);
  const lattice_dd_ s = lattice_sin_series_(q.rest), c = lattice_cos_series_(q.rest);
  return q.quadrant & 1 ? -lattice_dd_div_(c, s).hi : lattice_dd_div_(s, c).hi;
}

/* atan(num / den) for 2 > den >= num >= 2^-65: atan(c) + atan((t - c) / (1 + t c)) with
 * the sixteenth c next to t, so that the series is in at most 1/32. */
static inline lattice_dd_ lattice_atan_ratio_(double num, double den) LATTICE_NOEXCEPT {
  static const double table[17][2] = {
      {0x0.0p+0, 0x0.0p+0},
      {0x1.ff55bb72cfdeap-5, -0x1.c934d86d23f1dp-60},
      {0x1.fd5ba9aac2f6ep-4, -0x1.cd37686760c17p-59},
      {0x1.7b97b4bce5b02p-3, 0x1.347b0b4f881cap-58},
      {0x1.f5b75f92c80ddp-3, 0x1.8ab6e3cf7afbdp-57},
      {0x1.362773707ebccp-2, -0x1.963a544b672d8p-57},
      {0x1.6f61941e4def1p-2, -0x1.c63aae6f6e918p-56},
      {0x1.a64eec3cc23fdp-2, -0x1.24dec1b50b7ffp-56},
      {0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56},
      {0x1.0657e94db30d0p-1, -0x1.d5b495f6349e6p-56},
      {0x1.1e00babdefeb4p-1, -0x1.928df287a668fp-58},
      {0x1.345f01cce37bbp-1, 0x1.1021137c71102p-55},
      {0x1.4978fa3269ee1p-1, 0x1.2419a87f2a458p-56},
      {0x1.5d58987169b18p-1, 0x1.0028e4bc5e7cap-57},
      {0x1.700a7c5784634p-1, -0x1.8c34d25aadef6p-56},
      {0x1.819d0b7158a4dp-1, -0x1.bf76229d3b917p-56},
      {0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55},
  };
  const double sixteenths = lattice_round_(num / den * 16), c = sixteenths / 16;
  const lattice_dd_ n = {num, 0}, d = {den, 0};
  const lattice_dd_ u = lattice_dd_div_(lattice_dd_add_(n, lattice_two_prod_(-c, den)),
                                        lattice_dd_add_(d, lattice_two_prod_(c, num)));
  const double w = u.hi * u.hi;
  static const double series[6] = {-0x1.5555555555555p-2, 0x1.999999999999ap-3,
                                   -0x1.2492492492492p-3, 0x1.c71c71c71c71cp-4,
                                   -0x1.745d1745d1746p-4, 0x1.3b13b13b13b14p-4};
  const double tail = lattice_horner_(series, 6, w);
  const lattice_dd_ rest = lattice_fast_sum_(u.hi, u.lo + u.hi * (w * tail));
  const lattice_dd_ base = {table[(int)sixteenths][0], table[(int)sixteenths][1]};
  return lattice_dd_add_(base, rest);
}

/* The angle of (x, y), both positive and finite, 0..pi/2; `turned` answers pi minus it. */
static inline double lattice_atan_positive_(double y, double x, int turned)
    LATTICE_NOEXCEPT {
  const lattice_dd_ pi = {0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53};
  const lattice_dd_ half_pi = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54};
  if (x < 0x1p-900 && y < 0x1p-900) x *= 0x1p100, y *= 0x1p100; /* out of the subnormals */
  const int e = lattice_exponent_(x > y ? x : y);
  const int gap = lattice_exponent_(y) - lattice_exponent_(x);
  if (gap < -64) return turned ? pi.hi : y / x;
  if (gap > 64) return half_pi.hi;
  x = lattice_unscale_(x, e), y = lattice_unscale_(y, e);
  const int steep = y > x;
  lattice_dd_ angle = steep ? lattice_atan_ratio_(x, y) : lattice_atan_ratio_(y, x);
  if (!steep && !turned) return angle.hi;
  if (!steep || !turned) angle.hi = -angle.hi, angle.lo = -angle.lo;
  return lattice_dd_add_(steep ? half_pi : pi, angle).hi;
}

/* The angle of the point (x, y) from the positive x axis, -pi..pi. */
static inline double lattice_atan2(double y, double x) LATTICE_NOEXCEPT {
  if (x != x || y != y) return lattice_nan_();
  const double ax = lattice_fabs(x), ay = lattice_fabs(y), inf = lattice_inf_();
  const int turned = lattice_is_negative_(x);
  double angle;
  if (ay == 0 || (ax == inf && ay != inf)) {
    angle = turned ? 0x1.921fb54442d18p+1 : 0;
  } else if (ax == 0 || (ay == inf && ax != inf)) {
    angle = 0x1.921fb54442d18p+0;
  } else if (ax == inf) {
    angle = turned ? 0x1.2d97c7f3321d2p+1 : 0x1.921fb54442d18p-1;
  } else {
    angle = lattice_atan_positive_(ay, ax, turned);
  }
  return lattice_copysign_(angle, y);
}

static inline double lattice_atan(double x) LATTICE_NOEXCEPT { return lattice_atan2(x, 1); }

/* ---- Exponentials and logarithms --------------------------------------------------- */

/* e^x for x = hi + lo, hi finite. With k the nearest to x / ln 2: 2^k e^(x - k ln 2). */
static inline double lattice_exp_dd_(lattice_dd_ x) LATTICE_NOEXCEPT {
  if (x.hi > 710) return lattice_inf_();
  if (x.hi < -746) return 0;
  const double k = lattice_round_(x.hi * 0x1.71547652b82fep+0);
  /* The first piece of ln 2 has 42 bits, so that k times it is exact. */
  const lattice_dd_ coarse = lattice_two_sum_(x.hi, -k * 0x1.62e42fefa38p-1);
  const lattice_dd_ fine = lattice_two_prod_(-k, 0x1.ef35793c7673p-45);
  const lattice_dd_ rest = {coarse.hi, coarse.lo + x.lo};
  const lattice_dd_ r = lattice_dd_add_(rest, fine);
  const double t = r.hi;
  static const double series[12] = {
      0x1.5555555555555p-3,  0x1.5555555555555p-5,  0x1.1111111111111p-7,
      0x1.6c16c16c16c17p-10, 0x1.a01a01a01a01ap-13, 0x1.a01a01a01a01ap-16,
      0x1.71de3a556c734p-19, 0x1.27e4fb7789f5cp-22, 0x1.ae64567f544e4p-26,
      0x1.1eed8eff8d898p-29, 0x1.6124613a86d09p-33, 0x1.93974a8c07c9dp-37};
  const double tail = t * t * t * lattice_horner_(series, 12, t);
  const lattice_dd_ square = lattice_two_prod_(t, t);
  const lattice_dd_ linear = lattice_fast_sum_(1, t);
  const lattice_dd_ sum = lattice_fast_sum_(linear.hi, 0.5 * square.hi);
  const double low = (linear.lo + sum.lo) + (r.lo + r.lo * t) + 0.5 * square.lo;
  return lattice_scale_(sum.hi + (low + tail), (int)k);
}

static inline double lattice_exp(double x) LATTICE_NOEXCEPT {
  if (x != x) return lattice_nan_();
  if (!lattice_is_finite_(x)) return x > 0 ? x : 0;
  const lattice_dd_ d = {x, 0};
  return lattice_exp_dd_(d);
}

/* ln x for positive finite x, to about 2^-68 of itself. With x = 2^k m, m next to 1, and
 * s = (m - 1) / (m + 1): k ln 2 + 2 (s + s^3/3 + s^5/5 + ...), |s| < 0.172. */
static inline lattice_dd_ lattice_log_dd_(double x) LATTICE_NOEXCEPT {
  int k = 0;
  if (x < 0x1p-1022) x *= 0x1p54, k = -54;
  k += lattice_exponent_(x);
  double m =
      lattice_from_bits_((lattice_bits_(x) & 0xfffffffffffffu) | 0x3ff0000000000000u);
  if (m > 0x1.6a09e667f3bcdp+0) m *= 0.5, k += 1;
  const lattice_dd_ f = {m - 1, 0};
  const lattice_dd_ s = lattice_dd_div_(f, lattice_fast_sum_(2, f.hi));
  const lattice_dd_ z = lattice_dd_mul_(s, s);
  static const double series[11] = {
      0x1.2492492492492p-3, 0x1.c71c71c71c71cp-4, 0x1.745d1745d1746p-4,
      0x1.3b13b13b13b14p-4, 0x1.1111111111111p-4, 0x1.e1e1e1e1e1e1ep-5,
      0x1.af286bca1af28p-5, 0x1.8618618618618p-5, 0x1.642c8590b2164p-5,
      0x1.47ae147ae147bp-5, 0x1.2f684bda12f68p-5};
  const double tail = lattice_horner_(series, 11, z.hi);
  const lattice_dd_ t = {tail, 0};
  lattice_dd_ p = lattice_dd_step_(0x1.999999999999ap-3, -0x1.999999999999ap-57, z, t);
  p = lattice_dd_step_(0x1.5555555555555p-2, 0x1.5555555555555p-56, z, p);
  const lattice_dd_ twice = {2 * s.hi, 2 * s.lo};
  const lattice_dd_ log_m =
      lattice_dd_add_(twice, lattice_dd_mul_(twice, lattice_dd_mul_(z, p)));
  const lattice_dd_ coarse = {k * 0x1.62e42fefa38p-1, 0};
  return lattice_dd_add_(
      coarse, lattice_dd_add_(lattice_two_prod_(k, 0x1.ef35793c7673p-45), log_m));
}

static inline double lattice_log(double x) LATTICE_NOEXCEPT {
  if (x != x || x < 0) return lattice_nan_();
  if (x == 0) return -lattice_inf_();
  return x == lattice_inf_() ? x : lattice_log_dd_(x).hi;
}

/* 0: no whole number, 1: odd, 2: even. For any y but NaN. */
static inline int lattice_parity_(double y) LATTICE_NOEXCEPT {
  const double a = lattice_fabs(y);
  if (a >= 0x1p53) return 2;
  if (lattice_floor(a) != a) return 0;
  return (int64_t)a & 1 ? 1 : 2;
}

/* x^y for x zero or infinite and y neither zero nor NaN. */
static inline double lattice_pow_of_limit_(double x, double y, int parity)
    LATTICE_NOEXCEPT {
  const int large = (x != 0) == (y > 0);
  const double magnitude = large ? lattice_inf_() : 0;
  return parity == 1 ? lattice_copysign_(magnitude, x) : magnitude;
}

static inline double lattice_pow(double x, double y) LATTICE_NOEXCEPT {
  if (y == 0 || x == 1) return 1;
  if (x != x || y != y) return lattice_nan_();
  const double ax = lattice_fabs(x), ay = lattice_fabs(y), inf = lattice_inf_();
  const int parity = lattice_parity_(y);
  if (ax == 0 || ax == inf) return lattice_pow_of_limit_(x, y, parity);
  if (x < 0 && parity == 0) return lattice_nan_();
  const double sign = x < 0 && parity == 1 ? -1 : 1;
  if (ax == 1) return sign;
  /* |ln x| is at least 2^-53 and at most 2^10: here the result cannot be finite, ... */
  if (ay > 0x1p64) return (ax > 1) == (y > 0) ? sign * inf : sign * 0;
  if (ay < 0x1p-65) return sign; /* ... and here nothing but 1 */
  const lattice_dd_ log_x = lattice_log_dd_(ax);
  const lattice_dd_ p = lattice_two_prod_(log_x.hi, y);
  return sign * lattice_exp_dd_(lattice_fast_sum_(p.hi, p.lo + log_x.lo * y));
}

/* ---- Roots ----------------------------------------------------------------------------
 */

static inline double lattice_cbrt(double x) LATTICE_NOEXCEPT {
  if (x != x) return lattice_nan_();
  double a = lattice_fabs(x);
  if (a == 0 || a == lattice_inf_()) return x;
  int k = 0; /* the result is 2^k times the root of a number in 1..8 */
  if (a < 0x1p-1022) a *= 0x1p54, k = -18;
  const int e = lattice_exponent_(a), third = (e + 1200) / 3 - 400;
  k += third;
  a *= lattice_power_of_two_(-third) * lattice_power_of_two_(-third);
  a *= lattice_power_of_two_(-third);
  double t =
      0.7167346 + a * (0.3288365 + a * (-0.03402605 + a * 0.001627495)); /* off by < 1 % */
  for (int i = 0; i < 2; ++i) { /* Halley: the relative error e becomes 2/3 e^3 */
    const double cube = t * t * t;
    t = t * (cube + 2 * a) / (2 * cube + a);
  }
  const lattice_dd_ square = lattice_two_prod_(t, t), once = {t, 0};
  const lattice_dd_ cube = lattice_dd_mul_(square, once);
  t += ((a - cube.hi) - cube.lo) / (3 * square.hi);
  return lattice_copysign_(lattice_scale_(t, k), x);
}

/* sqrt(x^2 + y^2) without overflow in between; infinite when either is, even beside NaN. */
static inline double lattice_hypot(double x, double y) LATTICE_NOEXCEPT {
  const double ax = lattice_fabs(x), ay = lattice_fabs(y), inf = lattice_inf_();
  if (ax == inf || ay == inf) return inf;
  if (x != x || y != y) return lattice_nan_();
  double large = ax > ay ? ax : ay, small = ax > ay ? ay : ax;
  if (small == 0) return large;
  int k = 0;
  if (large < 0x1p-900) large *= 0x1p200, small *= 0x1p200, k = -200;
  const int e = lattice_exponent_(large);
  if (e - lattice_exponent_(small) > 60) return ax + ay;
  large = lattice_unscale_(large, e), small = lattice_unscale_(small, e);
  const lattice_dd_ s =
      lattice_dd_add_(lattice_two_prod_(large, large), lattice_two_prod_(small, small));
  const double h = lattice_sqrt(s.hi);
  const lattice_dd_ back = lattice_two_prod_(h, h);
  return lattice_scale_(h + (((s.hi - back.hi) - back.lo) + s.lo) / (2 * h), e + k);
}

LATTICE_C_END
#endif
