/* The sRGB transfer curve (IEC 61966-2-1) between code values and light, both 0 to 1. */
#ifndef SAMPLES_SRGB_H
#define SAMPLES_SRGB_H
#include <lattice/math.h>

static inline double srgb_light(double code) {
  return code <= 0.04045 ? code / 12.92 : lattice_pow((code + 0.055) / 1.055, 2.4);
}

static inline double srgb_code(double light) {
  return light <= 0.0031308 ? light * 12.92 : 1.055 * lattice_pow(light, 1 / 2.4) - 0.055;
}

#endif
