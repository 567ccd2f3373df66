// What the camera of a composition sees at a moment of the composition's own time.
#pragma once
#include "anim/sample.h"
#include "eval/projection.h"
#include "ir/composition.h"

namespace lattice::eval {

// Does anything leave the plane of the canvas: is there a camera, or a node that turns about x
// or y? Without, depth alone tells how far away nodes are, and their matrices are flat.
bool is_spatial(const ir::Composition& composition);

// A camera with a target looks at it, with `up` upwards; one that stands on its target looks
// along +z. Any other looks along +z, with `up` upwards, turned by Rz Ry Rx. Where `up` lies
// along the view, x points right, or where the view itself goes along x, -z does.
Projection projection_at(const ir::Composition& composition, const anim::Moment& moment,
                         anim::Cursors& cursors);

}  // namespace lattice::eval
