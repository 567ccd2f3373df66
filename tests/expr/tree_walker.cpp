#include "expr/tree_walker.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "expr/functions.h"

namespace lattice::expr::testing {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Value number_value(double x) { return {Type::f64, {x}}; }
Value bool_value(bool truth) { return {Type::boolean, {truth ? 1.0 : 0.0}}; }

double floored_remainder(double x, double y) {
  const double truncated = std::fmod(x, y);
  if (std::isnan(truncated)) return kNaN;
  if (truncated == 0) return y < 0 ? -0.0 : 0.0;
  if ((truncated < 0) == (y < 0)) return truncated;
  const double moved = truncated + y;
  if (moved == y || moved == 0) return y < 0 ? -0.0 : 0.0;
  return moved;
}

double smaller(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return kNaN;
  return a < b ? a : b;
}
double larger(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return kNaN;
  return a > b ? a : b;
}

double stepped(double edge, double x) {
  if (std::isnan(edge) || std::isnan(x)) return kNaN;
  return x >= edge ? 1 : 0;
}

double smoothstepped(double from, double to, double x) {
  if (from == to) return stepped(from, x);
  const double t = smaller(larger((x - from) / (to - from), 0), 1);
  return t * t * (3 - 2 * t);
}

double power(double x, double y) { return y == 2 ? x * x : lattice_pow(x, y); }

double mixed(double a, double b, double t) { return t == 1 ? b : a + (b - a) * t; }

std::uint64_t bits_of(double x) {
  if (x == 0) x = 0;
  std::uint64_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return x == 0 ? 0 : bits;
}

std::uint64_t split_mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

double drawn(double seed, std::uint64_t place) {
  std::uint64_t h = split_mix(kSeed + UINT64_C(0x9e3779b97f4a7c15));
  h = split_mix(h ^ bits_of(seed));
  h = split_mix(h ^ place);
  return std::ldexp(static_cast<double>(h >> 11), -53);
}

double random_number(double seed) {
  return std::isnan(seed) ? kNaN : drawn(seed, UINT64_C(0x72616e646f6d0000));
}

double noise_at(double x, double seed) {
  if (!std::isfinite(x) || std::isnan(seed)) return kNaN;
  const double left = std::floor(x), t = x - left;
  const double a = 2 * drawn(seed, bits_of(left)) - 1, b = 2 * drawn(seed, bits_of(left + 1)) - 1;
  return a + (b - a) * (t * t * (3 - 2 * t));
}

double triangle(double t, double period) {
  const double within = floored_remainder(t, 2 * period);
  if (std::isnan(within)) return kNaN;
  return std::fabs(within) <= std::fabs(period) ? within : 2 * period - within;
}

class Walker {
 public:
  Walker(const Ast& ast, const Surroundings& around) : ast_(ast), around_(around) {}

  Value walk(std::uint32_t index) const {
    const Node& node = ast_.nodes[index];
    switch (node.kind) {
      case NodeKind::number: return number_value(node.number);
      case NodeKind::constant: return constant(static_cast<Constant>(node.code));
      case NodeKind::reference: return reference(ast_.references[node.index]);
      case NodeKind::lane: return {};
      case NodeKind::unary: return unary(node);
      case NodeKind::binary: return binary(node);
      case NodeKind::conditional: return child(node, child(node, 0).lanes[0] != 0 ? 1 : 2);
      case NodeKind::component: return component(node);
      case NodeKind::call: return call(node);
    }
    return {};
  }

 private:
  Value child(const Node& node, std::size_t i) const { return walk(ast_.children_of(node)[i]); }
  double number(const Node& node, std::size_t i) const { return child(node, i).lanes[0]; }

  static Value constant(Constant constant) {
    switch (constant) {
      case Constant::pi: return number_value(3.14159265358979323846);
      case Constant::tau: return number_value(6.28318530717958647693);
      case Constant::yes: return bool_value(true);
      case Constant::no: break;
    }
    return bool_value(false);
  }

  std::size_t owner_of(const Reference& reference) const {
    return reference.scope == Scope::self ? around_.self
                                          : around_.world.node(reference.name)->index();
  }

  Value reference(const Reference& reference) const {
    if (reference.scope == Scope::vars) {
      const auto id = around_.world.variable(reference.name)->id;
      return around_.world.vars[id.index()].value;
    }
    if (reference.scope == Scope::time) {
      const auto names = time_field_names();
      for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == reference.name) return number_value(around_.times[around_.self].fields[i]);
    }
    return around_.read(property_id(owner_of(reference), reference.lane));
  }

  Value unary(const Node& node) const {
    Value value = child(node, 0);
    if (static_cast<Unary>(node.code) == Unary::logical_not) return bool_value(value.lanes[0] == 0);
    for (double& lane : value.lanes) lane = -lane;
    return value;
  }

  Value component(const Node& node) const {
    const std::string_view order = node.code < 2 ? "xy" : "rgba";
    return number_value(child(node, 0).lanes[order.find(kComponentNames[node.code])]);
  }

  static double arithmetic(Binary op, double a, double b) {
    switch (op) {
      case Binary::add: return a + b;
      case Binary::subtract: return a - b;
      case Binary::multiply: return a * b;
      case Binary::divide: return a / b;
      case Binary::modulo: return floored_remainder(a, b);
      default: return power(a, b);
    }
  }

  static bool all_equal(const Value& a, const Value& b) {
    for (std::uint32_t i = 0; i < lane_count(a.type); ++i)
      if (!(a.lanes[i] == b.lanes[i])) return false;
    return true;
  }

  Value binary(const Node& node) const {
    const Value a = child(node, 0), b = child(node, 1);
    const double x = a.lanes[0], y = b.lanes[0];
    const auto op = static_cast<Binary>(node.code);
    switch (op) {
      case Binary::less: return bool_value(x < y);
      case Binary::less_equal: return bool_value(x <= y);
      case Binary::greater: return bool_value(x > y);
      case Binary::greater_equal: return bool_value(x >= y);
      case Binary::equal: return bool_value(all_equal(a, b));
      case Binary::not_equal: return bool_value(!all_equal(a, b));
      case Binary::logical_and: return bool_value(x != 0 && y != 0);
      case Binary::logical_or: return bool_value(x != 0 || y != 0);
      default: break;
    }
    Value out{a.type == Type::f64 ? b.type : a.type, {}};
    for (std::uint32_t i = 0; i < lane_count(out.type); ++i)
      out.lanes[i] = arithmetic(op, a.type == Type::f64 ? x : a.lanes[i],
                                b.type == Type::f64 ? y : b.lanes[i]);
    return out;
  }

  Value lerp(const Value& a, const Value& b, double t) const {
    Value out{a.type, {}};
    for (std::uint32_t i = 0; i < lane_count(a.type); ++i)
      out.lanes[i] = mixed(a.lanes[i], b.lanes[i], t);
    if (a.type != Type::color) return out;
    const double alpha = out.lanes[3];
    for (std::size_t i = 0; i < 3; ++i)
      out.lanes[i] =
          alpha == 0 ? 0 : mixed(a.lanes[i] * a.lanes[3], b.lanes[i] * b.lanes[3], t) / alpha;
    return out;
  }

  Value sampled(const Node& node) const {
    const Node& lane = ast_.nodes[ast_.children_of(node)[0]];
    const Reference& reference = ast_.references[lane.index];
    const std::size_t owner = owner_of(reference);
    Value out{around_.world.property(OwnerId{owner}, reference.lane)->type, {}};
    for (std::uint32_t i = 0; i < lane_count(out.type); ++i)
      out.lanes[i] = around_.sampler.sample(property_id(owner, reference.lane), i, number(node, 1));
    return out;
  }

  double extreme(const Node& node, double (*choose)(double, double)) const {
    double out = number(node, 0);
    for (std::size_t i = 1; i < node.children.count; ++i) out = choose(out, number(node, i));
    return out;
  }

  Value call(const Node& node) const {
    const std::string_view name = signature(static_cast<Function>(node.code)).name;
    if (name == "lerp") return lerp(child(node, 0), child(node, 1), number(node, 2));
    if (name == "value_at") return sampled(node);
    if (name == "vec2") return {Type::vec2, {number(node, 0), number(node, 1)}};
    const double x = number(node, 0);
    const double y = node.children.count > 1 ? number(node, 1) : 0;
    const double z = node.children.count > 2 ? number(node, 2) : 0;
    if (name == "rgba")
      return {Type::color, {x, y, z, node.children.count > 3 ? number(node, 3) : 1}};
    if (name == "min") return number_value(extreme(node, smaller));
    if (name == "max") return number_value(extreme(node, larger));
    return number_value(numeric(name, x, y, z));
  }

  double numeric(std::string_view name, double x, double y, double z) const {
    if (name == "clamp") return smaller(larger(x, y), z);
    if (name == "abs") return std::fabs(x);
    if (name == "sign") return x > 0 ? 1 : x < 0 ? -1 : x;
    if (name == "floor") return std::floor(x);
    if (name == "ceil") return std::ceil(x);
    if (name == "round") return std::round(x);
    if (name == "fract") return floored_remainder(x, 1);
    if (name == "mod" || name == "loop") return floored_remainder(x, y);
    if (name == "pow") return power(x, y);
    if (name == "sqrt") return x < 0 ? kNaN : std::sqrt(x);
    if (name == "exp") return lattice_exp(x);
    if (name == "log") return lattice_log(x);
    if (name == "sin") return lattice_sin(x);
    if (name == "cos") return lattice_cos(x);
    if (name == "tan") return lattice_tan(x);
    if (name == "atan2") return lattice_atan2(x, y);
    if (name == "radians") return x * (3.14159265358979323846 / 180);
    if (name == "degrees") return x * (180 / 3.14159265358979323846);
    if (name == "smoothstep") return smoothstepped(x, y, z);
    if (name == "step") return stepped(x, y);
    if (name == "noise") return noise_at(x, y);
    if (name == "random") return random_number(x);
    if (name == "pingpong") return triangle(x, y);
    if (name == "wiggle")
      return y * noise_at(x * around_.times[around_.self][TimeField::seconds], z);
    return kNaN;
  }

  const Ast& ast_;
  const Surroundings& around_;
};

}  // namespace

Value walk(const Ast& ast, const Surroundings& around) {
  Value value = Walker(ast, around).walk(static_cast<std::uint32_t>(ast.nodes.size() - 1));
  for (double& lane : value.lanes)
    if (std::isnan(lane)) lane = kNaN;
  return value;
}

}  // namespace lattice::expr::testing
