// Rules 5xx: what a sink does with small films, also when the export is aborted, the disk is
// full, or packets come from several threads.
#include <algorithm>

#include "image/convert.h"
#include "plugin/answer_rules.h"
#include "session/check/folder_watch.h"
#include "session/check/groups.h"
#include "session/check/param_values.h"
#include "session/check/sink_run.h"

namespace lattice::session::check {
namespace {

using Call = FakeFiles::Call;

constexpr std::size_t kFrames = 4;

// Params and size of one case; every offer of the case is a film of this size.
struct Setting {
  ParamValues params;
  FilmSize size{};
  std::string extension;
  bool plain = false;           // defaults: the sink has no reason to refuse its params
  std::size_t first_offer = 0;  // of the offers that are exported in full
};

Choose how_to_choose(Style style) {
  switch (style) {
    case Style::least: return Choose::least;
    case Style::most: return Choose::most;
    case Style::random: return Choose::random;
    default: return Choose::defaults;
  }
}

FilmSize size_for(Style style, Random& random) {
  switch (style) {
    case Style::defaults: return {34, 18, kFrames};
    case Style::smallest: return {1, 1, kFrames};
    case Style::random: return {random.between(1, 48), random.between(1, 32), kFrames};
    default: return {35, 17, kFrames};
  }
}

Setting make_setting(Judge& judge, const ir::Kind& kind, Style style) {
  Random random(judge.seed());
  Setting out;
  out.params = ParamValues::choose(kind.params, how_to_choose(style), random);
  out.size = size_for(style, random);
  const auto& extensions = kind.extensions;
  if (!extensions.empty() && (kind.flags & LATTICE_SINK_NO_FILES) == 0)
    out.extension = style != Style::random
                        ? extensions[0]
                        : extensions[random.below(static_cast<std::uint32_t>(extensions.size()))];
  out.plain =
      style == Style::defaults && std::none_of(kind.params.begin(), kind.params.end(),
                                               [](const ir::ParamSchema& p) { return p.required; });
  out.first_offer = random.below(static_cast<std::uint32_t>(offers().size()));
  return out;
}

std::string text_of(const Setting& setting, const ir::Kind& kind) {
  const std::string values = setting.params.text(kind.params);
  return std::to_string(setting.size.frame_count) + " frames of " +
         std::to_string(setting.size.width) + "x" + std::to_string(setting.size.height) +
         (values.empty() ? "" : ", " + values);
}

std::string of_film(const Film& film) { return std::string(" of ") + film.text(); }

// ---- 501: agreeing ------------------------------------------------------------------------

// What is wrong with the answer to one stream; "" when it makes sense.
std::string fault_in(const lattice_stream& offered, const lattice_stream& wanted) {
  if (auto good = plugin::check_wanted(offered, wanted, ""); !good) return good.error().what;
  if (wanted.kind != LATTICE_STREAM_IMAGE) return {};
  if (wanted.width != offered.width || wanted.height != offered.height)
    return "negotiate() asks for another size, and nothing is resized on the way";
  if (wanted.rate.num != offered.rate.num || wanted.rate.den != offered.rate.den)
    return "negotiate() asks for another frame rate";
  return {};
}

// What this host cannot make of the film, though a sink may ask for it; "" when it can.
std::string missing_conversion(const Film& film, const Agreement& agreement) {
  for (std::size_t i = 0; i < agreement.wanted.size(); ++i) {
    const lattice_type &made = film.offered()[i]->type, &wanted = agreement.wanted[i].type;
    if (agreement.wanted[i].kind != LATTICE_STREAM_IMAGE) continue;
    if (!image::check_conversion(made, wanted))
      return image::describe(wanted) + " of " + image::describe(made);
  }
  return {};
}

void judge_refusal(Judge& judge, const Agreement& agreement, const Setting& setting,
                   const Film& film) {
  const bool created = agreement.created.ok();
  const CallOutcome& failure = created ? agreement.negotiated : agreement.created;
  if (failure.has_thrown) return;
  if (failure.text.empty())
    judge.broken(501, (created ? std::string("negotiate() refused ") + film.text()
                               : std::string("create() failed")) +
                          " with status " + std::to_string(failure.status) + " and without a text");
  else if (!created && setting.plain)
    judge.broken(501, "create() refuses its own defaults: " + failure.text);
}

constexpr unsigned char kOtherGap = 0x1B;

// How a sink and the host stand to a film.
struct Terms {
  bool agreed = false;  // the sink takes pictures of it
  std::string missing;  // what the host cannot make for that
  bool is_exportable() const { return agreed && missing.empty(); }
};

Terms terms_of(const Film& film, const Agreement& agreement) {
  Terms terms;
  terms.agreed = agreement.ok() && film.is_pictures_only() && !agreement.is_empty();
  for (std::size_t i = 0; i < agreement.wanted.size(); ++i)
    if (!fault_in(*film.offered()[i], agreement.wanted[i]).empty()) terms.agreed = false;
  if (terms.agreed) terms.missing = missing_conversion(film, agreement);
  return terms;
}

Terms come_to_terms(Judge& judge, const lattice_sink& table, const Setting& setting,
                    const Film& film) {
  judge.judges(501);
  const Agreement agreement = agree(judge, table, setting.params.values(), film);
  if (agreement.files_opened > 0)
    judge.broken(506, "opened a file in create() or negotiate(); begin() is the first that may");
  if (!agreement.ok()) judge_refusal(judge, agreement, setting, film);
  for (std::size_t i = 0; agreement.ok() && i < agreement.wanted.size(); ++i)
    if (const auto fault = fault_in(*film.offered()[i], agreement.wanted[i]); !fault.empty())
      judge.broken(501, "offered " + std::string(film.text()) + ": " + fault);
  return terms_of(film, agreement);
}

// ---- 502..508 -------------------------------------------------------------------------------

// The exports of one film to instances of one sink.
class FilmCheck {
 public:
  FilmCheck(Judge& judge, const lattice_sink& table, const Setting& setting, const Film& film)
      : judge_(judge), table_(table), setting_(setting), film_(film) {}

  void run() {
    if (!check_success()) return;
    check_abort(LATTICE_END_CANCELLED, film_.frame_count() / 2, "cancelled");
    check_abort(LATTICE_END_FAILED, 1, "failed");
    check_abort(LATTICE_END_FAILED, 0, "failed before the first frame");
    check_repetition();
    check_full_disk({Call::kOpen, 1}, "an open()");
    check_full_disk({Call::kOpen, 2}, "the second open()");
    for (const std::uint32_t nth : {1u, (reference_.write_count + 1) / 2, reference_.write_count})
      if (nth > 0) check_full_disk({Call::kWrite, nth}, "a write()");
    check_full_disk({Call::kCommit, 1}, "a commit()");
    check_full_disk({Call::kCommit, 2}, "the second commit()");
    check_threads();
  }

 private:
  ExportRecord run_with(const ExportPlan& plan) {
    ExportRecord record = run_export(judge_, table_, setting_.params.values(), film_, plan);
    if (!record.misuse.empty()) judge_.broken(506, record.misuse);
    if (const std::string stray = folder_.stray(); !stray.empty())
      judge_.broken(506, "wrote \"" + stray + "\" without files/1");
    return record;
  }
  bool is_sequence() const { return (table_.flags & LATTICE_SINK_FILE_PER_FRAME) != 0; }

  // 502. True when there is something to compare with.
  bool check_success() {
    judge_.judges(506);
    if (!judge_.judges(502)) return false;
    reference_ = run_with({.pushes = film_.frame_count()});
    if (!reference_.ok()) {
      const std::string what = std::string(reference_.failed_in) + "() failed after negotiate() " +
                               "had agreed, with pictures" + of_film(film_);
      if (setting_.plain || reference_.failure.text.empty())
        judge_.broken(502,
                      what + (reference_.failure.text.empty() ? ", without a text"
                                                              : ": " + reference_.failure.text));
      return false;
    }
    if (!reference_.left_open.empty())
      judge_.broken(502, "end(OK) left \"" + reference_.left_open.front() +
                             "\" open: neither committed nor discarded");
    const bool writes = (table_.flags & LATTICE_SINK_NO_FILES) == 0;
    if (writes && reference_.files.empty())
      judge_.broken(502, "end(OK) returned OK, but there is no file" + of_film(film_));
    if (!writes && !reference_.files.empty())
      judge_.broken(506, "says NO_FILES and wrote \"" + reference_.files.begin()->first + "\"");
    return !judge_.is_broken(502);
  }

  // 503. Frames of a sequence that were whole before the end may stay.
  void check_abort(std::uint32_t outcome, std::size_t pushes, const char* how) {
    if (!judge_.judges(503)) return;
    const ExportRecord record = run_with({.pushes = pushes, .outcome = outcome});
    if (!record.left_open.empty())
      return judge_.broken(503, "an export that was " + std::string(how) + " left \"" +
                                    record.left_open.front() + "\" open");
    for (const auto& [path, bytes] : record.files)
      if (!is_sequence() || record.before_end.count(path) == 0)
        return judge_.broken(
            503, "an export that was " + std::string(how) + " left the file \"" + path + "\"");
  }

  // 504
  void check_repetition() {
    if (!judge_.judges(504)) return;
    if (!is_as_before(run_with({.pushes = film_.frame_count()})))
      return judge_.broken(
          504, "the same pictures" + of_film(film_) + " became other bytes the second time");
    if (!is_as_before(run_with({.pushes = film_.frame_count(), .gap = kOtherGap})))
      return judge_.broken(504, "with other bytes between the rows of the pictures" +
                                    of_film(film_) + " the files are others; step by row_bytes");
    if (!is_as_before(run_with({.pushes = film_.frame_count(), .reuses_buffers = true})))
      judge_.broken(504,
                    "the bytes change when buffers are used again after push(); max_held "
                    "says that it looks at " +
                        std::to_string(table_.max_held));
  }
  bool is_as_before(const ExportRecord& record) const {
    return record.ok() && record.files == reference_.files;
  }

  // 505. A file that was whole before another one failed is for the host to take back.
  void check_full_disk(FakeFiles::Fault fault, const char* what) {
    if (!judge_.judges(505)) return;
    const ExportRecord record = run_with({.pushes = film_.frame_count(), .fault = fault});
    if (!record.fault_happened) return;
    const std::string where = std::string(what) + " failed" + of_film(film_);
    if (record.ok()) return judge_.broken(505, "reported success though " + where);
    if (record.failure.text.empty())
      return judge_.broken(505, std::string(record.failed_in) + "() gave no text when " + where);
    if (!record.left_open.empty())
      return judge_.broken(505, "left \"" + record.left_open.front() + "\" open when " + where);
    for (const auto& [path, bytes] : record.files) {
      const auto whole = reference_.files.find(path);
      if (whole == reference_.files.end() || whole->second != bytes)
        return judge_.broken(505, "left \"" + path + "\", which is not whole, when " + where);
    }
  }

  // 508. With packets held the host keeps the order, whatever the flags say.
  void check_threads() {
    constexpr std::size_t kThreads = 3;
    if ((table_.flags & LATTICE_SINK_PARALLEL) == 0 || table_.max_held > 0) return;
    if (!judge_.judges(508)) return;
    const ExportRecord record = run_with({.pushes = film_.frame_count(), .thread_count = kThreads});
    if (!record.ok())
      judge_.broken(508, std::string(record.failed_in) +
                             "() fails on several threads: " + record.failure.text);
    else if (!is_as_before(record))
      judge_.broken(508, "the pictures" + of_film(film_) +
                             " became other bytes when they came from three threads");
  }

  Judge& judge_;
  const lattice_sink& table_;
  const Setting& setting_;
  const Film& film_;
  FolderWatch folder_;
  ExportRecord reference_;
};

Film make_film(const Judge& judge, const lattice_sink& table, const Setting& setting,
               std::size_t offer) {
  Random random(judge.seed() + offer);
  return Film(offers()[offer], table, setting.size, setting.extension, random);
}

}  // namespace

// Of a random case one offer is exported in full, of the others all.
void check_sink_case(Judge& judge, const lattice_sink& table, const ir::Kind& kind, Style style) {
  const Setting setting = make_setting(judge, kind, style);
  judge.set_context(text_of(setting, kind));
  judge.judges(507);
  bool exported = false;
  std::string missing;
  for (std::size_t i = 0; i < offers().size(); ++i) {
    const std::size_t offer = (setting.first_offer + i) % offers().size();
    const Film film = make_film(judge, table, setting, offer);
    const Terms terms = come_to_terms(judge, table, setting, film);
    if (missing.empty()) missing = terms.missing;
    if (!terms.is_exportable() || (exported && style == Style::random)) continue;
    exported = true;
    FilmCheck(judge, table, setting, film).run();
  }
  if (exported) return;
  if (setting.plain && !missing.empty())
    judge.broken(501, "asks for nothing that this host can make, such as " + missing);
  for (const int rule : {502, 503, 504, 505, 506})
    judge.cannot_judge(rule, "the sink took nothing of what it was offered");
}

void fingerprint_sink_case(Judge& judge, const lattice_sink& table, const ir::Kind& kind,
                           Style style) {
  const Setting setting = make_setting(judge, kind, style);
  Hasher hasher;
  for (std::size_t offer = 0; offer < offers().size(); ++offer) {
    const Film film = make_film(judge, table, setting, offer);
    const Agreement agreement = agree(judge, table, setting.params.values(), film);
    if (!terms_of(film, agreement).is_exportable()) continue;
    const ExportRecord record =
        run_export(judge, table, setting.params.values(), film, {.pushes = film.frame_count()});
    for (const auto& [path, bytes] : record.files) {
      hasher.text(path);
      hasher.text(bytes);
    }
  }
  judge.fingerprint(504, "the files of all that it takes", hasher.digest());
}

}  // namespace lattice::session::check
