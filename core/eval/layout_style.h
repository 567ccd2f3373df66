// What a node's layout says, as the solver takes it: words once, numbers at a moment.
#pragma once
#include "anim/sample.h"
#include "ir/composition.h"
#include "layout/style.h"

namespace lattice::eval {

// Numbers that are animated hold their first value.
layout::Style style_of(const ir::Layout& layout);

bool is_animated(const ir::Layout& layout);

// Sets what is animated. Numbers are clamped to what a composition may say as a constant.
void sample_style(const ir::Layout& layout, const anim::Curves& curves, const anim::Moment& moment,
                  anim::Cursors& cursors, layout::Style& style);

}  // namespace lattice::eval
