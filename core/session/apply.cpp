#include "session/apply.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "assets/decode.h"
#include "assets/file.h"
#include "base/suggest.h"
#include "schema/load.h"
#include "session/apply_document.h"

namespace lattice::session {
namespace {

using ir::KindClass;

constexpr std::string_view kDefaultFps = "30";

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

std::string subject(const ir::Kind& kind) {
  return std::string(name_of(kind.kind_class)) + " " + quoted(kind.short_name());
}

// ---- The kind ---------------------------------------------------------------------------------

bool is_filter(const ir::Kind& kind) {
  return kind.kind_class == KindClass::effect || kind.kind_class == KindClass::transition;
}

Failure not_unique(const std::string& name, const std::vector<ir::KindId>& found,
                   const ir::Catalog& catalog) {
  std::string ids;
  for (const ir::KindId id : found) ids += (ids.empty() ? "" : " or ") + catalog[id].id;
  return fail(Code::usage, {}, "the name " + quoted(name) + " is not unique; write " + ids);
}

Failure unknown_filter(const std::string& name, const ir::Catalog& catalog) {
  const bool is_full_id = name.find('.') != name.npos;
  std::vector<std::string_view> known;
  for (const ir::Kind& kind : catalog.kinds) {
    if (is_filter(kind)) known.push_back(is_full_id ? kind.id : kind.short_name());
    if (!is_filter(kind) && (kind.id == name || kind.short_name() == name))
      return fail(Code::usage, {},
                  quoted(name) + (kind.kind_class == KindClass::sink ? " is a " : " is an ") +
                      name_of(kind.kind_class) +
                      "; apply puts effects and transitions on pictures");
  }
  if (known.empty())
    return fail(Code::plugin, {},
                "no effects and no transitions were found; name their folder with --plugins");
  return fail(nearest(name, known).empty() ? Code::plugin : Code::usage, {},
              "unknown effect or transition " + quoted(name) + "; " + suggestion(name, known));
}

Result<ir::KindId> find_filter(const std::string& name, const ir::Catalog& catalog) {
  std::vector<ir::KindId> by_id, by_short_name;
  for (std::size_t i = 0; i < catalog.kinds.size(); ++i) {
    const ir::Kind& kind = catalog.kinds[i];
    if (!is_filter(kind)) continue;
    if (kind.id == name) by_id.push_back(ir::KindId{i});
    if (kind.short_name() == name) by_short_name.push_back(ir::KindId{i});
  }
  if (by_id.size() == 1) return by_id.front();
  if (by_short_name.size() == 1) return by_short_name.front();
  if (by_short_name.empty()) return unknown_filter(name, catalog);
  return not_unique(name, by_short_name, catalog);
}

// ---- The pictures -----------------------------------------------------------------------------

// How many pictures a kind cannot do without; ports are fed in their order.
std::size_t least_pictures(const ir::Kind& kind) {
  std::size_t least = 1;
  for (std::size_t i = 1; i < kind.ports.size(); ++i)
    if (!kind.ports[i].optional) least = i + 1;
  return least;
}

Result<void> check_picture_count(const ir::Kind& kind, std::size_t given) {
  const std::size_t least = least_pictures(kind), most = kind.ports.size();
  if (given >= least && given <= most) return {};
  std::string ports;
  for (std::size_t i = 0; i < most; ++i)
    ports += (i > 0 ? ", " : "") + kind.ports[i].id + (i >= least ? " (optional)" : "");
  std::string count = std::to_string(least);
  if (most > least) count += " to " + std::to_string(most);
  return fail(Code::usage, {},
              subject(kind) + " takes " + count + (most == 1 ? " picture: " : " pictures: ") +
                  ports + "; " + std::to_string(given) + (given == 1 ? " is given" : " are given"));
}

// An error about a source of a composition is one about a word of the command line.
Error in_words(Error error, const std::string& picture) {
  constexpr std::string_view kOfSource = " of its source", kOfName = " of its name";
  error.where = picture;
  if (const auto at = error.what.find(kOfSource); at != error.what.npos)
    error.what.replace(at, kOfSource.size(), kOfName);
  return error;
}

// The whole of it is decoded, for a JPEG may lie on its side.
Result<PictureSize> size_of(const std::string& picture) {
  const auto located = [&](Error error) { return fail(in_words(std::move(error), picture)); };
  auto path = assets::resolve_source(picture, {});
  if (!path) return located(std::move(path).error());
  auto bytes = assets::read_source(*path);
  if (!bytes) return located(std::move(bytes).error());
  auto decoded = assets::decode_image(*bytes);
  if (!decoded) return located(std::move(decoded).error());
  const image::Rect bounds = image::bounds_of(decoded->pixels.view());
  return PictureSize{bounds.width(), bounds.height()};
}

// ---- The clock --------------------------------------------------------------------------------

// Nearer to what was asked for than any picture can show.
constexpr double kProgressTolerance = 1e-9;

struct Fraction {
  std::int64_t num = 0, den = 1;
};

// The first convergent of the continued fraction that is near enough; its denominator stays
// below 1 / kProgressTolerance.
Fraction fraction_of(double progress) {
  Fraction before{1, 0}, now{static_cast<std::int64_t>(std::floor(progress)), 1};
  double rest = progress - std::floor(progress);
  while (std::fabs(static_cast<double>(now.num) / static_cast<double>(now.den) - progress) >
         kProgressTolerance) {
    const double term = std::floor(1 / rest);
    rest = 1 / rest - term;
    const auto step = static_cast<std::int64_t>(term);
    const Fraction next{step * now.num + before.num, step * now.den + before.den};
    before = std::exchange(now, next);
  }
  return now;
}

double value_of_fps(std::string_view text) {
  const auto number = [](std::string_view part) {
    double out = 0;
    std::from_chars(part.data(), part.data() + part.size(), out);
    return out;
  };
  const auto slash = text.find('/');
  return slash == text.npos ? number(text)
                            : number(text.substr(0, slash)) / number(text.substr(slash + 1));
}

// A transition that lasts about a second, or as long as it takes for a frame to have this
// progress.
void set_transition(double progress, ApplyClock& clock) {
  constexpr double kMostFramesPerSecond = 1000;
  const Fraction fraction = fraction_of(progress);
  const double fps = value_of_fps(clock.fps);
  const double wanted_frames = fps > 0 ? std::min(fps, kMostFramesPerSecond) : 1;
  const auto factor = std::max<std::int64_t>(
      1, static_cast<std::int64_t>(std::ceil(wanted_frames / static_cast<double>(fraction.den))));
  clock.frame = fraction.num * factor;
  clock.transition_frames = fraction.den * factor;
}

Result<ApplyClock> clock_of(const ApplyRequest& request, const ir::Kind& kind) {
  constexpr std::int64_t kLastFrame = INT32_MAX - 1;
  ApplyClock clock;
  clock.fps = request.fps.empty() ? kDefaultFps : std::string_view(request.fps);
  if (kind.kind_class == KindClass::transition) {
    if (request.frame)
      return fail(Code::usage, "--frame",
                  "the frame that a transition sees follows from its progress; say --progress, or "
                  "--seed for another pattern");
    const double progress = request.progress.value_or(0.5);
    if (!(progress >= 0 && progress <= 1))
      return fail(Code::usage, "--progress", "a number from 0 to 1 is expected");
    set_transition(progress, clock);
    return clock;
  }
  if (request.progress)
    return fail(Code::usage, "--progress",
                subject(kind) + " has no progress, only transitions do; leave it out");
  clock.frame = request.frame.value_or(0);
  if (clock.frame < 0 || clock.frame > kLastFrame)
    return fail(Code::usage, "--frame",
                "a whole number from 0 to " + std::to_string(kLastFrame) + " is expected");
  return clock;
}

// ---- The whole --------------------------------------------------------------------------------

Result<void> check_required_params(const ApplyRequest& request, const ir::Kind& kind) {
  for (const ir::ParamSchema& schema : kind.params) {
    const auto is_it = [&](const ir::GivenParam& given) {
      return given.first == schema.id ||
             std::any_of(schema.aliases.begin(), schema.aliases.end(),
                         [&](const ir::ParamAlias& alias) { return alias.id == given.first; });
    };
    if (schema.required && std::none_of(request.params.begin(), request.params.end(), is_it))
      return fail(Code::usage, "--param",
                  subject(kind) + " needs the parameter " + quoted(schema.id) +
                      "; give it with --param " + schema.id + "=VALUE");
  }
  return {};
}

// From places in the document to words of the command line.
Diagnostic in_words(Diagnostic found, const ApplyRequest& request) {
  if (found.domain == "json" && found.pointer.starts_with(':')) {
    found.message = "a file name or a parameter is not UTF-8 text";
    found.remedy = "rename the file, or write the parameter anew";
  }
  if (std::string word = word_at(found.pointer, request); !word.empty()) found.file = word;
  found.pointer.clear();
  found.node.clear();
  return found;
}

Result<ir::Composition> load_document(const std::string& json, const std::string& name,
                                      const ApplyRequest& request, const ir::Catalog& catalog,
                                      Diagnostics& diagnostics) {
  schema::LoadResult loaded = schema::load_composition(json, name, catalog);
  for (Diagnostic& found : loaded.diagnostics)
    if (!is_said_twice(found.pointer)) diagnostics.push_back(in_words(std::move(found), request));
  if (!loaded.ok()) return fail(Code::usage, name, "the request is not well-formed");
  return std::move(loaded.composition);
}

// A picture that cannot be read is named as the user named it.
Error in_words(Error error, const Diagnostics& diagnostics, const ApplyRequest& request) {
  if (error.code != Code::asset) return error;
  for (const Diagnostic& found : diagnostics)
    if (const std::string picture = picture_at(found.pointer, request); !picture.empty())
      return in_words(std::move(error), picture);
  return error;
}

// What is wrong with the values, though there are too few or too many pictures for the rest:
// nobody wants to be told of one mistake after the other.
void find_wrong_params(const ApplyRequest& request, const ir::Kind& kind,
                       const ir::Catalog& catalog, Diagnostics& diagnostics) {
  ApplyRequest whole;
  whole.kind = request.kind;
  whole.params = request.params;
  whole.pictures.assign(least_pictures(kind), request.pictures.front());
  const auto clock = clock_of(whole, kind);
  if (!clock) return;
  const std::string json = apply_document(whole, kind, PictureSize{1, 1}, *clock);
  schema::LoadResult loaded = schema::load_composition(json, "apply " + whole.kind, catalog);
  for (Diagnostic& found : loaded.diagnostics) {
    const bool of_param = word_at(found.pointer, whole).starts_with("--param");
    if (of_param && !is_said_twice(found.pointer))
      diagnostics.push_back(in_words(std::move(found), whole));
  }
}

// A mistake that has no place in a document, first of all those that are told.
void tell(const Error& error, Diagnostics& diagnostics) {
  Diagnostic found;
  found.file = error.where;
  found.message = error.what;
  diagnostics.push_back(std::move(found));
}

}  // namespace

Result<Applied> open_applied(const ApplyRequest& request, Plugins& plugins,
                             const SessionOptions& options, Diagnostics& diagnostics) {
  const ir::Catalog& catalog = plugins.catalog();
  LATTICE_TRY_ASSIGN(const ir::KindId id, find_filter(request.kind, catalog));
  const ir::Kind& kind = catalog[id];
  if (auto count = check_picture_count(kind, request.pictures.size()); !count) {
    tell(count.error(), diagnostics);
    find_wrong_params(request, kind, catalog, diagnostics);
    return fail(std::move(count).error());
  }
  LATTICE_TRY(check_required_params(request, kind));
  LATTICE_TRY_ASSIGN(const ApplyClock clock, clock_of(request, kind));
  LATTICE_TRY_ASSIGN(const PictureSize size, size_of(request.pictures.front()));

  const std::string json = apply_document(request, kind, size, clock);
  LATTICE_TRY_ASSIGN(ir::Composition composition,
                     load_document(json, "apply " + request.kind, request, catalog, diagnostics));
  Diagnostics of_session;
  auto session = RenderSession::open(std::move(composition), plugins, options, of_session);
  if (!session) return fail(in_words(std::move(session).error(), of_session, request));
  return Applied{*std::move(session), clock.frame};
}

}  // namespace lattice::session
