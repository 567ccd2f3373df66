// The damped spring, solved: m x'' + c x' + k (x - 1) = 0 from rest at 0.
#pragma once

namespace lattice::anim {

struct Spring {
  double stiffness = 100;  // k > 0
  double damping = 10;     // c >= 0
  double mass = 1;         // m > 0
};

// Where it is after `seconds`: 0 at 0, towards 1. Under-, critically and over-damped.
double spring_at(const Spring& spring, double seconds);

}  // namespace lattice::anim
