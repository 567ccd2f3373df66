// What the solver remembers of a box: answers that stand until the box, or what is in it,
// changes. Lengths are border boxes in pixels and never negative, so that -1 is "none".
#pragma once
#include <array>
#include <cstdint>

namespace lattice::layout {

inline constexpr double kNone = -1;

// What a container knows of its height while its children are arranged: nothing yet, what
// came out of its content, or a height that percentages of its children are of.
struct Height {
  enum class Kind : std::uint8_t { unknown, used, definite };
  Kind kind = Kind::unknown;
  double px = kNone;

  bool is_known() const { return kind != Kind::unknown; }
  bool is_definite() const { return kind == Kind::definite; }
  bool operator==(const Height&) const = default;
};

// The latest answers to a question that has a parameter.
template <std::size_t N>
class Recent {
 public:
  // kNone when it was not asked lately.
  double find(double at) const {
    for (const Answer& answer : answers_)
      if (answer.at == at) return answer.value;
    return kNone;
  }
  void add(double at, double value) {
    answers_[next_] = {at, value};
    next_ = static_cast<std::uint8_t>((next_ + 1) % N);
  }

 private:
  struct Answer {
    double at = kNone, value = kNone;
  };
  std::array<Answer, N> answers_;
  std::uint8_t next_ = 0;
};

struct Cache {
  bool in_use = false;  // something is remembered
  bool arranged = false;
  double arranged_width = kNone;  // the rects of the children stand for these two
  Height arranged_height;
  double min_width = kNone, max_width = kNone;
  Recent<2> max_width_at;  // by height
  Recent<4> height_at;     // by width
};

}  // namespace lattice::layout
