#include "session/check/lines.h"

#include <iterator>

#include "base/json_writer.h"
#include "schema/json.h"

namespace lattice::session::check {
namespace {

using schema::Json;

std::string text_of(const Json& line, std::string_view key) {
  const auto member = line.find(key);
  return member && member->is_string() ? member->text() : std::string();
}

std::uint64_t number_of(const Json& line, std::string_view key) {
  const auto member = line.find(key);
  return member && member->is_number() ? member->as_uint64().value_or(0) : 0;
}

struct Name {
  const char* key;  // whose value is the line's subject
  LineKind kind;
};
constexpr Name kNames[] = {{"step", LineKind::step},
                           {"judged", LineKind::judged},
                           {"broken", LineKind::broken},
                           {"not_judged", LineKind::not_judged},
                           {"fingerprint", LineKind::fingerprint},
                           {"kind", LineKind::kind},
                           {"trespass", LineKind::trespass},
                           {"thrown", LineKind::thrown},
                           {"misuse", LineKind::misuse},
                           {"done", LineKind::done},
                           {"case", LineKind::context}};  // last: others have one too

void read_fields(const Json& json, const char* key, Line& out) {
  out.seed = number_of(json, "seed");
  out.rule = static_cast<int>(number_of(json, key));
  switch (out.kind) {
    case LineKind::step:
      out.text = text_of(json, "step");
      out.rule = static_cast<int>(number_of(json, "rule"));
      break;
    case LineKind::broken:
      out.text = text_of(json, "sentence");
      out.context = text_of(json, "case");
      break;
    case LineKind::context: out.text = text_of(json, "case"); break;
    case LineKind::misuse: out.text = text_of(json, "misuse"); break;
    case LineKind::not_judged: out.text = text_of(json, "why"); break;
    case LineKind::fingerprint:
      out.text = text_of(json, "part");
      out.context = text_of(json, "hash");
      break;
    case LineKind::kind:
      out.text = text_of(json, "kind");
      out.context = text_of(json, "id");
      out.params = text_of(json, "params");
      out.index = static_cast<std::uint32_t>(number_of(json, "index"));
      out.content_version = static_cast<std::uint32_t>(number_of(json, "content_version"));
      break;
    case LineKind::trespass:
      out.role = static_cast<Role>(number_of(json, "trespass"));
      out.writes = number_of(json, "writes") != 0;
      break;
    default: break;
  }
}

}  // namespace

Line parse_line(std::string_view text) {
  Line out;
  const schema::ParsedJson parsed = schema::parse_json(text, "lattice-check");
  if (parsed.syntax_error || parsed.document.values.empty()) return out;
  const Json json = parsed.document.root();
  if (!json.is_object()) return out;
  for (const Name& name : kNames) {
    if (!json.find(name.key)) continue;
    out.kind = name.kind;
    read_fields(json, name.key, out);
    break;
  }
  return out;
}

const char* trespass_line(Role role, bool writes) {
  static constexpr const char* kLines[3][2] = {
      {"{\"trespass\":0,\"writes\":0}\n", "{\"trespass\":0,\"writes\":1}\n"},
      {"{\"trespass\":1,\"writes\":0}\n", "{\"trespass\":1,\"writes\":1}\n"},
      {"{\"trespass\":2,\"writes\":0}\n", "{\"trespass\":2,\"writes\":1}\n"}};
  return kLines[static_cast<std::size_t>(role)][writes ? 1 : 0];
}

std::string misuse_line(std::string_view sentence) {
  JsonWriter json(0);
  json.begin_object().member("misuse", sentence).end_object();
  return json.take() + "\n";
}

const char* thrown_line() { return "{\"thrown\":true}\n"; }

}  // namespace lattice::session::check
