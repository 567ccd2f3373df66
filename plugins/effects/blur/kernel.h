/* The Gaussian as weights of one side: weight[0] is the centre, weight[k] belongs to the two
 * pixels at distance k. */
#ifndef LATTICE_BLUR_KERNEL_H
#define LATTICE_BLUR_KERNEL_H
#include <stdint.h>

enum { kWeightOne = 65536 }; /* the sum of all integer weights, both sides */

/* Pixels on each side: 3.5 sigma, beyond which lies less than 0.05 % of the area, or 0.06
 * of a byte's step on a hard edge. 0 for a sigma that is zero, negative or NaN. */
int32_t kernel_radius(double sigma);

/* exp(-k^2 / 2 sigma^2), normalised over -radius..radius. Fills radius + 1 weights. */
void kernel_f32(double sigma, int32_t radius, float* weight);

/* The same in units of 1 / kWeightOne. They add up to it exactly, so that flat areas stay
 * flat; `weight` needs radius + 1 entries. */
void kernel_u16(double sigma, int32_t radius, uint32_t* weight);

#endif
