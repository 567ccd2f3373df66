#include "image/path_data.h"

#include <charconv>
#include <cmath>
#include <string>

#include "base/math.h"
#include "image/arc.h"

namespace lattice::image {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Numbers, flags and command letters, one after the other.
class Scanner {
 public:
  explicit Scanner(std::string_view data) : data_(data) {}

  void skip_space() {
    while (at_ < data_.size() && is_space(data_[at_])) ++at_;
  }
  // Between arguments: white space with at most one comma in it.
  bool skip_comma() {
    skip_space();
    if (at_ == data_.size() || data_[at_] != ',') return false;
    ++at_;
    skip_space();
    return true;
  }
  bool done() const { return at_ == data_.size(); }
  char peek() const { return done() ? '\0' : data_[at_]; }
  char take() { return data_[at_++]; }
  std::size_t place() const { return at_; }

  bool at_number() const {
    std::size_t i = at_;
    if (i < data_.size() && (data_[i] == '+' || data_[i] == '-')) ++i;
    if (i < data_.size() && data_[i] == '.') ++i;
    return i < data_.size() && is_digit(data_[i]);
  }

  // at_number() holds. Infinite when it is too large for a double.
  double number() {
    const std::size_t begin = at_ + (data_[at_] == '+' ? 1 : 0);
    at_ = begin + (data_[begin] == '-' ? 1 : 0);
    digits();
    if (peek() == '.') ++at_, digits();
    exponent();
    double value = 0;
    const char* first = data_.data() + begin;
    const auto parsed = std::from_chars(first, data_.data() + at_, value);
    if (parsed.ec != std::errc::result_out_of_range) return value;
    return is_tiny({first, data_.data() + at_}) ? 0 : HUGE_VAL;
  }

 private:
  void digits() {
    while (is_digit(peek())) ++at_;
  }

  // "1e5", but not the "e" of what cannot be an exponent.
  void exponent() {
    if (peek() != 'e' && peek() != 'E') return;
    std::size_t i = at_ + 1;
    if (i < data_.size() && (data_[i] == '+' || data_[i] == '-')) ++i;
    if (i == data_.size() || !is_digit(data_[i])) return;
    at_ = i;
    digits();
  }

  // Of what does not fit a double: too small rather than too large.
  static bool is_tiny(std::string_view text) {
    const auto e = text.find_first_of("eE");
    if (e != text.npos) return text[e + 1] == '-';
    const auto first = text.find_first_not_of("-0");
    return first != text.npos && text[first] == '.';
  }

  std::string_view data_;
  std::size_t at_ = 0;
};

int argument_count(char command) {
  switch (command | 0x20) {
    case 'm':
    case 'l':
    case 't': return 2;
    case 'h':
    case 'v': return 1;
    case 'c': return 6;
    case 's':
    case 'q': return 4;
    case 'a': return 7;
    case 'z': return 0;
    default: return -1;
  }
}

class PathReader {
 public:
  explicit PathReader(std::string_view data) : scan_(data) {}

  Result<Path> read() {
    scan_.skip_space();
    while (!scan_.done()) {
      const std::size_t place = scan_.place();
      const char command = scan_.take();
      const int wanted = argument_count(command);
      if (wanted < 0) return unexpected(place, command);
      if (out_.empty() && (command | 0x20) != 'm')
        return error(place, "a path begins with M or m, not \"" + std::string(1, command) + "\"");
      if (wanted == 0) {
        close();
        scan_.skip_space();
        continue;
      }
      LATTICE_TRY(runs(command, wanted));
    }
    return std::move(out_);
  }

 private:
  static Failure error(std::size_t place, const std::string& what) {
    return fail(Code::invalid, "column " + std::to_string(place + 1), what);
  }

  static Failure unexpected(std::size_t place, char c) {
    const bool is_plain = c > ' ' && c < 127;
    const std::string shown = is_plain ? "\"" + std::string(1, c) + "\"" : "this character";
    return error(place, shown + " is no command of a path; known: M L H V C S Q T A Z");
  }

  // The command's arguments, as often as they come.
  Result<void> runs(char command, int wanted) {
    scan_.skip_space();
    bool after_comma = false;
    for (bool is_first = true; is_first || after_comma || scan_.at_number(); is_first = false) {
      double n[7];
      for (int i = 0; i < wanted; ++i) {
        if (i > 0) scan_.skip_comma();
        LATTICE_TRY(argument(command, i, wanted, n[i]));
      }
      if (out_.verbs.size() >= kMaxPathSegments)
        return error(scan_.place(), "a path has at most 1000000 segments");
      LATTICE_TRY(segment(command, n));
      // Further pairs after a move are lines.
      if (command == 'M') command = 'L';
      if (command == 'm') command = 'l';
      after_comma = scan_.skip_comma();
    }
    return {};
  }

  Result<void> argument(char command, int index, int wanted, double& out) {
    const bool is_flag = wanted == 7 && (index == 3 || index == 4);
    const std::size_t place = scan_.place();
    if (is_flag) {
      // A flag is one character: "a1 1 0 011 1" is whole.
      if (scan_.peek() != '0' && scan_.peek() != '1')
        return error(place, "the flags of an arc are 0 or 1");
      out = scan_.take() == '1' ? 1 : 0;
      return {};
    }
    if (!scan_.at_number())
      return error(place, "\"" + std::string(1, command) + "\" takes " + std::to_string(wanted) +
                              (wanted == 1 ? " number" : " numbers") + "; number " +
                              std::to_string(index + 1) + " is missing");
    out = scan_.number();
    if (!(std::fabs(out) <= kMaxPathCoordinate))
      return error(place, "this number is larger than 1e9");
    return {};
  }

  Result<void> segment(char command, const double* n) {
    const bool is_relative = command >= 'a';
    const Point base = is_relative ? at_ : Point{};
    const auto point = [&](int i) { return Point{base.x + n[i], base.y + n[i + 1]}; };
    const char kind = static_cast<char>(command | 0x20);
    if (is_closed_ && kind != 'm') out_.move_to(at_);  // a subpath of its own
    is_closed_ = false;
    const Point reflected = {2 * at_.x - control_.x, 2 * at_.y - control_.y};
    Point control = at_, end = at_;
    char next_kind = 'l';
    switch (kind) {
      case 'm':
        out_.move_to(end = point(0));
        start_ = end;
        break;
      case 'l': out_.line_to(end = point(0)); break;
      case 'h': out_.line_to(end = {base.x * is_relative + n[0], at_.y}); break;
      case 'v': out_.line_to(end = {at_.x, base.y * is_relative + n[0]}); break;
      case 'c': out_.cubic_to(point(0), control = point(2), end = point(4)); break;
      case 's':
        out_.cubic_to(last_kind_ == 'c' ? reflected : at_, control = point(0), end = point(2));
        break;
      case 'q': out_.quad_to(control = point(0), end = point(2)); break;
      case 't':
        control = last_kind_ == 'q' ? reflected : at_;
        out_.quad_to(control, end = point(0));
        break;
      default:
        end = point(5);
        add_arc(out_, at_, {n[0], n[1], n[2] * math::kPi / 180, n[3] != 0, n[4] != 0}, end);
    }
    if (kind == 'c' || kind == 's') next_kind = 'c';
    if (kind == 'q' || kind == 't') next_kind = 'q';
    if (kind != 'c' && kind != 's' && kind != 'q' && kind != 't') control = end;
    last_kind_ = next_kind;
    control_ = control;
    at_ = end;
    if (std::fabs(at_.x) > kMaxPathCoordinate || std::fabs(at_.y) > kMaxPathCoordinate)
      return error(scan_.place(), "the path runs beyond 1e9");
    return {};
  }

  void close() {
    if (!is_closed_) out_.close();
    is_closed_ = true;
    at_ = control_ = start_;
    last_kind_ = 'l';
  }

  Scanner scan_;
  Path out_;
  Point at_{}, start_{};
  Point control_{};         // the last control point, for S and T
  char last_kind_ = 'l';    // c: after C or S, q: after Q or T, else l
  bool is_closed_ = false;  // what follows begins a subpath at start_
};

}  // namespace

Result<Path> parse_path_data(std::string_view data) { return PathReader(data).read(); }

}  // namespace lattice::image
