#include "plugin/library_store.h"

#include <cassert>
#include <map>
#include <memory>

#include "plugin/elf_file.h"

namespace lattice::plugin {
namespace {

struct Store {
  std::mutex mutex;
  std::map<std::string, std::unique_ptr<LoadedLibrary>> by_path;
};

Store& store() {
  static Store& only = *new Store;  // never destroyed: plugins outlive static destructors
  return only;
}

Failure refuse(const ir::Library& library, const Refusal& refusal) {
  return fail(Code::plugin, library.path, refusal.message + "; " + refusal.remedy);
}

Failure changed(const ir::Library& library) {
  return fail(Code::plugin, library.path,
              "has changed since it was scanned; run the command again to scan it anew");
}

// [session] for the library: the store's lock is held meanwhile.
Result<std::unique_ptr<LoadedLibrary>> open(const ir::Library& scanned) {
  const auto elf = read_elf(scanned.path);
  if (!elf)
    return fail(Code::plugin, scanned.path, elf.error().what + "; install the plugin again");
  if (elf->build_id != scanned.build_id) return changed(scanned);
  const auto entry = open_library(scanned.path);
  if (const auto* refusal = std::get_if<Refusal>(&entry)) return refuse(scanned, *refusal);
  const auto plugin = call_entry(std::get<EntryFunction>(entry));
  if (const auto* refusal = std::get_if<Refusal>(&plugin)) return refuse(scanned, *refusal);

  auto library = std::make_unique<LoadedLibrary>();
  library->plugin = std::get<const lattice_plugin*>(plugin);
  Outcome outcome = describe_or_refuse(*library->plugin);
  if (const auto* refusal = std::get_if<Refusal>(&outcome)) return refuse(scanned, *refusal);
  library->description = std::get<Description>(std::move(outcome));
  library->description.library.path = scanned.path;
  library->description.library.build_id = elf->build_id;
  return library;
}

}  // namespace

Result<LoadedLibrary*> load_library(const ir::Library& scanned) {
  Store& s = store();
  const std::lock_guard lock(s.mutex);
  auto& slot = s.by_path[scanned.path];
  if (slot == nullptr) {
    LATTICE_TRY_ASSIGN(slot, open(scanned));
  }
  if (slot->description.library.build_id != scanned.build_id)
    return fail(Code::plugin, scanned.path,
                "was replaced after this process had opened it; start the process again");
  return slot.get();
}

LoadedLibrary& loaded_library(const std::string& path) {
  Store& s = store();
  const std::lock_guard lock(s.mutex);
  const auto found = s.by_path.find(path);
  assert(found != s.by_path.end() && found->second != nullptr);
  return *found->second;
}

}  // namespace lattice::plugin
