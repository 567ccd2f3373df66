// Parameters of effects and transitions, from names to the dense order of their schema.
#include <cassert>
#include <cmath>
#include <vector>

#include "base/suggest.h"
#include "schema/lanes.h"
#include "schema/loading.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

struct Given {
  std::optional<Json> value;
  double factor = 1;  // of the alias it was given under
};

LaneShape shape_of(ir::ParamType type) {
  switch (type) {
    case ir::ParamType::vec2: return LaneShape::vec2;
    case ir::ParamType::vec3: return LaneShape::vec3;
    case ir::ParamType::color: return LaneShape::color;
    default: return LaneShape::number;
  }
}

class ParamReader {
 public:
  ParamReader(const ir::Kind& kind, const Json& owner, bool may_animate, Loading& loading)
      : kind_(kind),
        owner_(owner),
        may_animate_(may_animate),
        loading_(loading),
        report_(loading.report),
        given_(kind.params.size()) {}

  void assign_first(const Json& value) {
    if (kind_.params.empty())
      report_.error(value, subject() + " takes no parameters", "write {}");
    else
      given_.front().value = value;
  }

  void assign_by_name(const Json& object) {
    if (!object.is_object()) return report_.wrong_type(object, "an object of parameters");
    for (const Json member : object) assign(member);
  }

  Span32 read() {
    std::vector<ir::Param>& params = loading_.out.params;
    const auto first = static_cast<std::uint32_t>(params.size());
    for (std::size_t i = 0; i < kind_.params.size(); ++i) {
      const ir::ParamSchema& schema = kind_.params[i];
      ir::Param param = default_of(schema);
      if (given_[i].value)
        read_value(schema, given_[i], param);
      else if (schema.required)
        report_.error(owner_, subject() + " needs the parameter " + in_quotes(schema.id), "add it");
      loading_.out.params.push_back(param);
    }
    return {first, static_cast<std::uint32_t>(kind_.params.size())};
  }

 private:
  std::string subject() const {
    return std::string(name_of(kind_.kind_class)) + " " + in_quotes(kind_.short_name());
  }

  void assign(const Json& member) {
    for (std::size_t i = 0; i < kind_.params.size(); ++i) {
      const ir::ParamSchema& schema = kind_.params[i];
      if (schema.id == member.key()) return assign(i, member, 1);
      for (const ir::ParamAlias& alias : schema.aliases)
        if (alias.id == member.key()) return assign(i, member, alias.factor);
    }
    std::vector<std::string_view> known;
    for (const ir::ParamSchema& schema : kind_.params) {
      if (schema.hidden) continue;
      known.push_back(schema.id);
      for (const ir::ParamAlias& alias : schema.aliases) known.push_back(alias.id);
    }
    report_.error(member, "unknown parameter " + in_quotes(member.key()) + " of " + subject(),
                  known.empty() ? "it takes none" : suggestion(member.key(), known));
  }

  void assign(std::size_t index, const Json& member, double factor) {
    Given& slot = given_[index];
    if (!slot.value) {
      slot = {member, factor};
    } else if (slot.value->key() != member.key()) {  // else a duplicate, reported already
      report_.error(member,
                    in_quotes(slot.value->key()) + " and " + in_quotes(member.key()) +
                        " are the same parameter of " + subject(),
                    "keep one of them");
    }
  }

  ir::Param default_of(const ir::ParamSchema& schema) {
    ir::Param param;
    for (std::size_t i = 0; i < 4; ++i) param.lanes[i].constant = schema.initial[i];
    const bool has_numbers =
        schema.type == ir::ParamType::f64_array || schema.type == ir::ParamType::curve;
    if (has_numbers) param.numbers = add_numbers(schema.initial_array);
    if (schema.type == ir::ParamType::string) param.text = loading_.add_text(schema.initial_text);
    return param;
  }

  Span32 add_numbers(const std::vector<double>& numbers) {
    return appended(loading_.out.numbers, numbers);
  }

  void read_value(const ir::ParamSchema& schema, const Given& given, ir::Param& param) {
    const Json& value = *given.value;
    switch (schema.type) {
      case ir::ParamType::f64:
      case ir::ParamType::integer:
      case ir::ParamType::vec2:
      case ir::ParamType::vec3:
      case ir::ParamType::color: return read_numbers(schema, given, param);
      case ir::ParamType::boolean:
        if (value.type() != JsonType::boolean) return report_.wrong_type(value, "true or false");
        param.lanes[0].constant = value.is(true) ? 1 : 0;
        return;
      case ir::ParamType::choice: return read_choice_id(schema, value, param);
      case ir::ParamType::string:
        if (auto text = read_text(value, report_)) param.text = loading_.add_text(*std::move(text));
        return;
      case ir::ParamType::f64_array: return read_array(schema, given, param);
      case ir::ParamType::curve: return read_curve(schema, given, param);
    }
  }

  std::string static_reason(const ir::ParamSchema& schema) const {
    if (!may_animate_) return "parameters of transitions do not animate";
    if (!schema.animates)
      return "the parameter " + in_quotes(schema.id) + " of " + subject() + " does not animate";
    return {};
  }

  void read_numbers(const ir::ParamSchema& schema, const Given& given, ir::Param& param) {
    const std::string reason = static_reason(schema);
    LaneRule rule;
    rule.shape = shape_of(schema.type);
    rule.factor = given.factor;
    rule.min = schema.min;
    rule.max = schema.max;
    if (schema.type == ir::ParamType::color && !schema.bounded()) rule.max = 1;
    rule.whole = schema.type == ir::ParamType::integer;
    rule.static_reason = reason;
    rule.bounded_name = schema.id;
    const std::span<anim::F64> lanes(param.lanes.data(), lane_count(rule.shape));
    if (rule.shape == LaneShape::color)
      read_color_lanes(*given.value, rule, lanes, param.premultiplied, loading_);
    else
      read_lanes(*given.value, rule, lanes, loading_);
  }

  void read_choice_id(const ir::ParamSchema& schema, const Json& value, ir::Param& param) {
    std::vector<std::string_view> ids;
    for (const ir::Choice& choice : schema.choices) ids.push_back(choice.id);
    const std::string what = "value of " + in_quotes(schema.id);
    if (const auto index = read_choice(value, what, ids, report_))
      param.lanes[0].constant = static_cast<double>(*index);
  }

  std::optional<double> read_bounded(const ir::ParamSchema& schema, const Json& value,
                                     double factor) {
    LaneRule rule;
    rule.factor = factor;
    rule.min = schema.min;
    rule.max = schema.max;
    rule.static_reason = "the numbers of an array do not animate";
    rule.bounded_name = schema.id;
    anim::F64 number;
    if (!read_lanes(value, rule, {&number, 1}, loading_)) return {};
    return number.constant;
  }

  // "20", "2..8", "at least 2", "at most 8"; empty when any count will do.
  static std::string wanted_count(const ir::ParamSchema& schema) {
    const std::string least = std::to_string(schema.min_count);
    const std::string most = std::to_string(schema.max_count);
    if (schema.max_count == 0) return schema.min_count == 0 ? "" : "at least " + least;
    if (schema.min_count == schema.max_count) return most;
    return schema.min_count == 0 ? "at most " + most : least + ".." + most;
  }

  bool has_good_count(const ir::ParamSchema& schema, const Json& value, std::size_t numbers) {
    const bool too_few = numbers < schema.min_count;
    const bool too_many = schema.max_count != 0 && numbers > schema.max_count;
    if (!too_few && !too_many) return true;
    report_.error(value, label(value) + " must have " + wanted_count(schema) + " numbers, not " +
                             std::to_string(numbers));
    return false;
  }

  void read_array(const ir::ParamSchema& schema, const Given& given, ir::Param& param) {
    const Json& value = *given.value;
    if (!value.is_array()) return report_.wrong_type(value, "an array of numbers");
    if (!has_good_count(schema, value, value.size())) return;
    std::vector<double> numbers;
    for (const Json element : value)
      numbers.push_back(read_bounded(schema, element, given.factor).value_or(0));
    param.numbers = add_numbers(numbers);
  }

  // Points [x, y] with x strictly increasing.
  void read_curve(const ir::ParamSchema& schema, const Given& given, ir::Param& param) {
    const Json& value = *given.value;
    if (!value.is_array()) return report_.wrong_type(value, "an array of points [x, y]");
    if (!has_good_count(schema, value, std::size_t{2} * value.size())) return;
    std::vector<double> numbers;
    for (const Json point : value) {
      if (!point.is_array() || point.size() != 2) {
        report_.error(point, label(point) + " must be a point [x, y]");
        continue;
      }
      std::optional<double> x;
      for (const Json element : point) {
        const auto number = read_bounded(schema, element, given.factor);
        if (element.place() == 0)
          x = number;
        else if (x && number)
          add_point(point, *x, *number, numbers);
      }
    }
    param.numbers = add_numbers(numbers);
  }

  void add_point(const Json& point, double x, double y, std::vector<double>& numbers) {
    if (!numbers.empty() && !(x > numbers[numbers.size() - 2]))
      report_.error(point, "the points of a curve must increase in x: " + spelled(x) + " follows " +
                               spelled(numbers[numbers.size() - 2]));
    numbers.push_back(x);
    numbers.push_back(y);
  }

  const ir::Kind& kind_;
  const Json& owner_;
  bool may_animate_;
  Loading& loading_;
  Report& report_;
  std::vector<Given> given_;
};

}  // namespace

Span32 read_params(const ir::Kind& kind, const GivenParams& given, const Json& owner,
                   Loading& loading) {
  ParamReader reader(kind, owner, given.may_animate, loading);
  if (given.by_name) reader.assign_by_name(*given.by_name);
  if (given.first_value) reader.assign_first(*given.first_value);
  return reader.read();
}

}  // namespace lattice::schema
