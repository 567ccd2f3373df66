// What feeds the further ports of an effect: {"map": {"asset": "noise"}}.
#include <string>
#include <vector>

#include "base/suggest.h"
#include "schema/loading.h"
#include "schema/object_reader.h"

namespace lattice::schema {
namespace {

class InputReader {
 public:
  InputReader(const ir::Kind& kind, const Json& owner, Loading& loading)
      : kind_(kind),
        owner_(owner),
        loading_(loading),
        report_(loading.report),
        given_(kind.ports.size()) {}

  void assign(const Json& object) {
    if (object.is_null()) return;
    if (!object.is_object())
      return report_.wrong_type(object, "an object such as {\"map\": {\"asset\": \"noise\"}}");
    for (const Json member : object) assign_port(member);
  }

  Span32 read() {
    std::vector<ir::Input>& all = loading_.out.inputs;
    const auto first = static_cast<std::uint32_t>(all.size());
    for (std::size_t i = 1; i < kind_.ports.size(); ++i)
      all.push_back(read_port(i, static_cast<std::uint32_t>(all.size())));
    return {first, static_cast<std::uint32_t>(all.size()) - first};
  }

 private:
  std::string subject() const { return "effect " + in_quotes(kind_.short_name()); }

  void assign_port(const Json& member) {
    std::vector<std::string_view> known;
    for (std::size_t i = 1; i < kind_.ports.size(); ++i) {
      if (kind_.ports[i].id == member.key()) {
        if (!given_[i]) given_[i] = member;  // else a duplicate, reported already
        return;
      }
      known.push_back(kind_.ports[i].id);
    }
    const bool is_picture_itself = !kind_.ports.empty() && kind_.ports[0].id == member.key();
    if (is_picture_itself)
      report_.error(member, in_quotes(member.key()) + " is the picture that the effect is put on",
                    "remove it");
    else
      report_.error(member, "unknown input " + in_quotes(member.key()) + " of " + subject(),
                    known.empty() ? "it takes none" : suggestion(member.key(), known));
  }

  ir::Input read_port(std::size_t port, std::uint32_t place) {
    const std::string& id = kind_.ports[port].id;
    if (given_[port] && !given_[port]->is_null()) return read_source(*given_[port], place);
    if (!kind_.ports[port].optional)
      report_.error(owner_, subject() + " needs the input " + in_quotes(id),
                    "write {\"kind\": " + in_quotes(kind_.short_name()) + ", \"inputs\": {" +
                        in_quotes(id) + ": {\"asset\": NAME}}}");
    return {};
  }

  // {"asset": name} or {"node": id}. `place` is where it will lie in Composition::inputs.
  ir::Input read_source(const Json& value, std::uint32_t place) {
    if (!value.is_object()) {
      report_.wrong_type(value, "{\"asset\": name} or {\"node\": id}");
      return {};
    }
    ObjectReader reader(value, report_);
    const auto node = reader.take("node");
    const auto asset = node ? reader.take("asset") : reader.need("asset", "an input");
    reader.finish();
    if (node && asset) {
      report_.error(value, "an input is an asset or a node, not both", "keep one");
    } else if (node && node->is_string()) {
      add_node_reference(NodeReference::Use::input, *node, loading_.node, place, loading_);
    } else if (node) {
      report_.wrong_type(*node, "the id of a node");
    } else if (asset && asset->is_string()) {
      return {find_asset(*asset, loading_), {}};
    } else if (asset) {
      report_.wrong_type(*asset, "the name of an asset");
    }
    return {};
  }

  const ir::Kind& kind_;
  const Json& owner_;
  Loading& loading_;
  Report& report_;
  std::vector<std::optional<Json>> given_;  // by port
};

}  // namespace

Span32 read_inputs(const ir::Kind& kind, const std::optional<Json>& given, const Json& owner,
                   Loading& loading) {
  InputReader reader(kind, owner, loading);
  if (given) reader.assign(*given);
  return reader.read();
}

}  // namespace lattice::schema
