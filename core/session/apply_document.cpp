#include "session/apply_document.h"

#include "base/json_writer.h"
#include "session/apply_value.h"

namespace lattice::session {
namespace {

// Where the kind's own object stands.
constexpr std::string_view kEffect = "/root/effects/0";
constexpr std::string_view kTransitionIn = "/root/sequence/1/transition_in";
constexpr std::string_view kTransitionOut = "/root/sequence/0/transition_out";
constexpr std::string_view kParams = "/params/";
constexpr std::string_view kAssets = "/assets/";

const ir::ParamSchema* schema_of(const ir::Kind& kind, std::string_view name) {
  for (const ir::ParamSchema& schema : kind.params) {
    if (schema.id == name) return &schema;
    for (const ir::ParamAlias& alias : schema.aliases)
      if (alias.id == name) return &schema;
  }
  return nullptr;
}

std::string asset_key(std::size_t picture) { return std::to_string(picture + 1); }

class DocumentWriter {
 public:
  DocumentWriter(const ApplyRequest& request, const ir::Kind& kind, const ApplyClock& clock)
      : request_(request), kind_(kind), clock_(clock) {}

  std::string write(const PictureSize& size) {
    json_.begin_object().member("version", "0.3");
    json_.key("canvas").begin_object();
    json_.member("width", size.width).member("height", size.height).end_object();
    json_.key("fps");
    fps();
    json_.member("duration", clock_.frame + 1).member("seed", request_.seed);
    if (!request_.working.empty())
      json_.key("color").begin_object().member("working", request_.working).end_object();
    json_.key("assets").begin_object();
    for (std::size_t i = 0; i < request_.pictures.size(); ++i) {
      json_.key(asset_key(i)).begin_object().key("image").begin_object();
      json_.member("source", request_.pictures[i]).end_object().end_object();
    }
    json_.end_object().key("root");
    if (kind_.kind_class == ir::KindClass::transition)
      pair();
    else
      picture();
    json_.end_object();
    return json_.take();
  }

 private:
  // "30000/1001" or a number; what is neither is the loader's to refuse.
  void fps() {
    const std::string_view text = clock_.fps;
    const auto slash = text.find('/');
    if (slash == text.npos) return number(text);
    json_.begin_object().key("num");
    number(text.substr(0, slash));
    json_.key("den");
    number(text.substr(slash + 1));
    json_.end_object();
  }

  void number(std::string_view text) {
    ir::ParamSchema any_number;
    write_typed_value(json_, any_number, text);
  }

  void picture() {
    json_.begin_object().member("id", "picture").member("leaf", asset_key(0));
    json_.key("effects").begin_array().begin_object();
    kind_and_params();
    json_.key("inputs").begin_object();
    for (std::size_t i = 1; i < request_.pictures.size(); ++i)
      json_.key(kind_.ports[i].id).begin_object().member("asset", asset_key(i)).end_object();
    json_.end_object().end_object().end_array().end_object();
  }

  // The second picture lasts one frame longer, which is the one with progress 1.
  void pair() {
    json_.begin_object().member("id", "pair").key("sequence").begin_array();
    side("from", 0, clock_.transition_frames, "transition_out");
    side("to", 1, clock_.transition_frames + 1, "transition_in");
    json_.end_array().end_object();
  }

  void side(const char* id, std::size_t picture, std::int64_t frames, const char* transition) {
    json_.begin_object().member("id", id).member("leaf", asset_key(picture));
    json_.key("range").begin_array().value(0).value(frames).end_array();
    json_.key(transition).begin_object();
    json_.member("duration_frames", clock_.transition_frames);
    kind_and_params();
    json_.end_object().end_object();
  }

  void kind_and_params() {
    json_.member("kind", kind_.id).key("params").begin_object();
    for (const auto& [name, text] : request_.params) {
      json_.key(name);
      if (const ir::ParamSchema* schema = schema_of(kind_, name))
        write_typed_value(json_, *schema, text);
      else
        json_.value(text);
    }
    json_.end_object();
  }

  const ApplyRequest& request_;
  const ir::Kind& kind_;
  const ApplyClock& clock_;
  JsonWriter json_{0};
};

// RFC 6901: the key that begins `tail`, which ends at the next '/'.
std::string first_key(std::string_view tail) {
  const std::string_view escaped = tail.substr(0, tail.find('/'));
  std::string out;
  for (std::size_t i = 0; i < escaped.size(); ++i) {
    if (escaped[i] == '~' && i + 1 < escaped.size())
      out += escaped[++i] == '1' ? '/' : '~';
    else
      out += escaped[i];
  }
  return out;
}

std::string param_word(const std::string& name, const ApplyRequest& request) {
  for (const auto& [given, text] : request.params)
    if (given == name) return "--param " + given + "=" + text;
  return "--param " + name;
}

}  // namespace

std::string apply_document(const ApplyRequest& request, const ir::Kind& kind,
                           const PictureSize& size, const ApplyClock& clock) {
  return DocumentWriter(request, kind, clock).write(size);
}

std::string word_at(std::string_view pointer, const ApplyRequest& request) {
  for (const std::string_view owner : {kEffect, kTransitionIn}) {
    if (!pointer.starts_with(owner)) continue;
    const std::string_view rest = pointer.substr(owner.size());
    return rest.starts_with(kParams) ? param_word(first_key(rest.substr(kParams.size())), request)
                                     : std::string{};
  }
  if (pointer.starts_with("/fps")) return "--fps " + request.fps;
  if (pointer.starts_with("/color/working")) return "--working " + request.working;
  if (pointer.starts_with("/canvas")) return request.pictures.front();
  return picture_at(pointer, request);
}

bool is_said_twice(std::string_view pointer) { return pointer.starts_with(kTransitionOut); }

std::string picture_at(std::string_view pointer, const ApplyRequest& request) {
  if (!pointer.starts_with(kAssets)) return {};
  for (std::size_t i = 0; i < request.pictures.size(); ++i)
    if (first_key(pointer.substr(kAssets.size())) == asset_key(i)) return request.pictures[i];
  return {};
}

}  // namespace lattice::session
