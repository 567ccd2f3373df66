#include "kernel.h"

#include <lattice/math.h>

/* Far beyond any sigma that the schema allows; keeps coordinates inside int32. */
static const double kMaxRadius = 1 << 20;

int32_t kernel_radius(double sigma) {
  if (!(sigma > 0)) return 0;
  const double radius = -lattice_floor(-3.5 * sigma);
  return (int32_t)(radius < kMaxRadius ? radius : kMaxRadius);
}

/* Not normalised. */
static double gauss(double sigma, int32_t k) {
  const double t = k == 0 ? 0 : (double)k / sigma; /* also where sigma is 0 */
  return lattice_exp(-0.5 * t * t);
}

/* 1 / the sum over -radius..radius; from the small terms to the large ones. */
static double normaliser(double sigma, int32_t radius) {
  double side = 0;
  for (int32_t k = radius; k > 0; --k) side += gauss(sigma, k);
  return 1 / (1 + 2 * side);
}

void kernel_f32(double sigma, int32_t radius, float* weight) {
  const double scale = normaliser(sigma, radius);
  for (int32_t k = 0; k <= radius; ++k) weight[k] = (float)(gauss(sigma, k) * scale);
}

/* Not the weights are rounded but their sums from the tail inwards: so the error never
 * adds up along an edge, and it is half a unit at most at each step of it. */
void kernel_u16(double sigma, int32_t radius, uint32_t* weight) {
  const double scale = normaliser(sigma, radius) * kWeightOne;
  double tail = 0;
  uint32_t before = 0;
  for (int32_t k = radius; k > 0; --k) {
    tail += gauss(sigma, k) * scale;
    const uint32_t sum = (uint32_t)(tail + 0.5);
    weight[k] = sum - before;
    before = sum;
  }
  weight[0] = kWeightOne - 2 * before;
}
