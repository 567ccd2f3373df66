#include "plugin/scan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "plugin/elf_file.h"
#include "plugin/kind_rules.h"
#include "plugin/scan_cache.h"
#include "plugin/scan_child.h"
#include "plugin/scan_files.h"
#include "plugin/text_rules.h"

namespace lattice::plugin {
namespace {

// A candidate and what is known about it so far.
struct Examined {
  Candidate file;
  FileKey key;
  std::optional<Outcome> outcome;
};

// Without starting a process: what the file's bytes or the cache say already.
Examined examine(const Candidate& file, const ScanCache& cache, ScanResult& result) {
  Examined out{file, {}, std::nullopt};
  const auto elf = read_elf(file.path);
  if (!elf) {
    out.outcome =
        Refusal{elf.error().what, "install the plugin again, or take the file away", true};
    return out;
  }
  if (!stat_key(file.path, out.key)) {
    out.outcome = Refusal{"disappeared while it was scanned", "run the command again", false};
    return out;
  }
  out.key.build_id = elf->build_id;
  out.outcome = cache.find(out.key);
  if (out.outcome) ++result.from_cache;
  return out;
}

bool may_be_cached(const Outcome& outcome) {
  const auto* refusal = std::get_if<Refusal>(&outcome);
  return refusal == nullptr || refusal->lasting;
}

// A file that changed while it was being scanned is not remembered.
bool is_unchanged(const FileKey& key) {
  FileKey now;
  if (!stat_key(key.path, now)) return false;
  now.build_id = key.build_id;
  return now == key;
}

Result<void> scan_the_rest(const ScanOptions& options, const ScanCache& cache,
                           std::vector<Examined>& files, ScanResult& result) {
  std::vector<Examined*> left;
  std::vector<std::string> paths;
  for (Examined& file : files) {
    if (file.outcome) continue;
    left.push_back(&file);
    paths.push_back(file.file.path);
  }
  LATTICE_TRY_ASSIGN(auto outcomes, scan_in_children(options.scanner, paths, options.time_limit));
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (may_be_cached(outcomes[i]) && is_unchanged(left[i]->key))
      cache.store(left[i]->key, outcomes[i]);
    left[i]->outcome = std::move(outcomes[i]);
  }
  result.scanned = left.size();
  return {};
}

using KindName = std::pair<ir::KindClass, std::string>;
using Owners = std::map<KindName, const Candidate*>;

// Takes the kinds that nobody offered before; `files` come in order of precedence.
void add_library(const Candidate& file, const std::string& build_id, Description description,
                 Owners& owners, ScanResult& result) {
  const auto index = static_cast<std::uint32_t>(result.catalog.libraries.size());
  std::size_t taken = 0;
  for (ir::Kind& kind : description.kinds) {
    const auto [owner, is_new] = owners.try_emplace({kind.kind_class, kind.id}, &file);
    if (!is_new && owner->second->is_chosen && !file.is_chosen) continue;
    if (!is_new) {
      result.refusals.push_back(refusal_of(
          file.shown,
          "its " + place_of(kind) + " is left out: " + owner->second->shown + " has it too",
          "remove one of the two files"));
      continue;
    }
    kind.library = index;
    result.catalog.kinds.push_back(std::move(kind));
    ++taken;
  }
  if (taken == 0) return;
  description.library.path = file.path;
  description.library.build_id = build_id;
  result.catalog.libraries.push_back(std::move(description.library));
}

// Libraries by path, kinds by class and id, whatever the order they were found in.
void sort_catalog(ir::Catalog& catalog) {
  std::vector<std::uint32_t> order(catalog.libraries.size()), place(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return catalog.libraries[a].path < catalog.libraries[b].path;
  });
  std::vector<ir::Library> sorted;
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    sorted.push_back(std::move(catalog.libraries[order[i]]));
  }
  catalog.libraries = std::move(sorted);
  for (ir::Kind& kind : catalog.kinds) kind.library = place[kind.library];
  std::sort(catalog.kinds.begin(), catalog.kinds.end(), [](const ir::Kind& a, const ir::Kind& b) {
    return std::tie(a.kind_class, a.id) < std::tie(b.kind_class, b.id);
  });
}

}  // namespace

Result<ScanResult> scan(const ScanOptions& options) {
  ScanResult result;
  LATTICE_TRY_ASSIGN(const auto candidates, find_candidates(options.files, options.named,
                                                            options.standard, result.refusals));
  const ScanCache cache(options.cache_dir);
  std::vector<Examined> files;
  for (const Candidate& candidate : candidates) files.push_back(examine(candidate, cache, result));
  LATTICE_TRY(scan_the_rest(options, cache, files, result));

  Owners owners;
  for (Examined& file : files) {
    if (auto* description = std::get_if<Description>(&*file.outcome)) {
      add_library(file.file, file.key.build_id, std::move(*description), owners, result);
    } else {
      const Refusal& refusal = std::get<Refusal>(*file.outcome);
      if (file.file.is_chosen)
        return fail(Code::plugin, printable(file.file.shown),
                    refusal.message + "; " + refusal.remedy);
      result.refusals.push_back(refusal_of(file.file.shown, refusal.message, refusal.remedy));
    }
  }
  if (result.catalog.kinds.size() >= ir::KindId::kNone)
    return fail(Code::plugin, {}, "the plugin folders offer more than 65534 kinds; name fewer");
  sort_catalog(result.catalog);
  return result;
}

}  // namespace lattice::plugin
