#include "session/check/library_rules.h"

#include <filesystem>

#include "plugin/broken_rule.h"
#include "plugin/codec.h"
#include "plugin/describe.h"
#include "plugin/elf_file.h"
#include "plugin/kind_rules.h"
#include "plugin/library_file.h"
#include "session/check/exported_symbols.h"
#include "session/check/float_mode.h"

namespace lattice::session::check {
namespace {

namespace fs = std::filesystem;

std::size_t thread_count() {
  std::error_code error;
  std::size_t count = 0;
  for (fs::directory_iterator at("/proc/self/task", error), end; at != end && !error;
       at.increment(error))
    ++count;
  return count;
}

// Only the first kind of refusal that a library can meet when it is opened.
void judge_refusal(Judge& judge, const plugin::Refusal& refusal) {
  judge.broken(refusal.rule, "the library " + refusal.message);
}

void judge_exports(Judge& judge, const std::string& path) {
  const auto names = exported_symbols(path);
  if (!names) {
    judge.cannot_judge(102, names.error().what);
    return;
  }
  judge.judges(102);
  std::string others;
  bool has_entry = false;
  int count = 0;
  for (const std::string& name : *names) {
    has_entry = has_entry || name == LATTICE_PLUGIN_ENTRY_NAME;
    if (name == LATTICE_PLUGIN_ENTRY_NAME || ++count > 3) continue;
    others += (others.empty() ? "" : ", ") + name;
  }
  if (has_entry && count > 0)
    judge.broken(102, "it exports " + std::to_string(count) + " more: " + others +
                          (count > 3 ? ", ..." : ""));
}

// Answers of the entry for this host, twice the same.
const lattice_plugin* ask_entry(Judge& judge, plugin::EntryFunction entry) {
  const auto ask = [&]() -> const lattice_plugin* {
    judge.step("lattice_plugin_entry_v1");
    FloatMode floats;
    const lattice_plugin* tables = nullptr;
    try {
      tables = may_throw(entry)(LATTICE_ABI_VERSION);
    } catch (...) {
      judge.broken(105, "an exception left lattice_plugin_entry_v1()");
    }
    if (floats.restore())
      judge.broken(109, "the floating-point mode is another one after the entry was called");
    return tables;
  };
  const lattice_plugin* first = ask();
  if (judge.is_broken(105)) return nullptr;
  if (first == nullptr) {
    judge.broken(108, "the entry returned null for version " + std::to_string(LATTICE_ABI_MAJOR) +
                          "." + std::to_string(LATTICE_ABI_MINOR) + " of the ABI");
    return nullptr;
  }
  if (ask() != first) {
    judge.broken(110, "the entry returned another pointer when it was called again");
    return nullptr;
  }
  return first;
}

bool judge_major(Judge& judge, const lattice_plugin& tables) {
  const std::uint32_t major = tables.abi >> 16;
  if (tables.struct_size < offsetof(lattice_plugin, effect_count) || major == LATTICE_ABI_MAJOR)
    return true;
  judge.broken(107, "it was built for version " + std::to_string(major) +
                        " of the ABI; this host speaks version " +
                        std::to_string(LATTICE_ABI_MAJOR));
  return false;
}

// A host can do without these texts; a user cannot.
void judge_texts(Judge& judge, const plugin::Description& description) {
  for (const ir::Kind& kind : description.kinds) {
    const std::string where = plugin::place_of(kind);
    if (kind.summary.empty()) judge.broken(202, where + " has no summary");
    for (const ir::ParamSchema& param : kind.params)
      if (param.hint.empty()) judge.broken(202, where + ": param \"" + param.id + "\" has no hint");
  }
}

std::optional<plugin::Description> describe_twice(Judge& judge, const lattice_plugin& tables) {
  judge.step("describe");
  auto description = plugin::describe(tables);
  if (!description) {
    judge.broken(static_cast<int>(plugin::last_broken_rule()), description.error().text());
    return std::nullopt;
  }
  const auto again = plugin::describe(tables);
  if (!again || plugin::encode_record(*description) != plugin::encode_record(*again)) {
    judge.broken(110, "its tables changed while they were read");
    return std::nullopt;
  }
  return *std::move(description);
}

}  // namespace

// Every rule is said to be judged behind its test, so that none holds that nobody came to.
std::optional<OpenedLibrary> open_and_judge(Judge& judge, const std::string& path) {
  if (const auto elf = plugin::read_elf(path); !elf) {
    judge.broken(101, "the file " + elf.error().what);
    return std::nullopt;
  }
  const std::size_t threads_before = thread_count();
  judge.step("open");
  bool changes_floats = false;
  const auto entry = plugin::open_library(path, &changes_floats);
  if (changes_floats)
    judge.broken(109, "the floating-point mode is another one after the library was opened");
  if (const auto* refusal = std::get_if<plugin::Refusal>(&entry)) {
    judge_refusal(judge, *refusal);
    return std::nullopt;
  }
  judge.judges(101);
  judge_exports(judge, path);
  const lattice_plugin* tables = ask_entry(judge, std::get<plugin::EntryFunction>(entry));
  if (tables == nullptr || !judge_major(judge, *tables)) return std::nullopt;
  for (const int rule : {107, 108, 109}) judge.judges(rule);
  auto description = describe_twice(judge, *tables);
  if (thread_count() > threads_before) judge.broken(111, "there are more threads than before");
  if (!description) return std::nullopt;
  judge_texts(judge, *description);
  // Only now was everything read that these are about.
  for (const int rule : {103, 104, 105, 106, 110, 111, 201, 202, 203, 204, 205, 206, 207, 208})
    judge.judges(rule);
  const auto record = plugin::encode_record(*description);
  judge.fingerprint(110, "description",
                    hash_bytes(std::as_bytes(std::span(record.data(), record.size()))));
  return OpenedLibrary{tables, *std::move(description)};
}

std::optional<OpenedLibrary> open_quietly(const std::string& path) {
  const auto entry = plugin::open_library(path);
  if (!std::holds_alternative<plugin::EntryFunction>(entry)) return std::nullopt;
  const auto tables = plugin::call_entry(std::get<plugin::EntryFunction>(entry));
  if (!std::holds_alternative<const lattice_plugin*>(tables)) return std::nullopt;
  const lattice_plugin* table = std::get<const lattice_plugin*>(tables);
  auto description = plugin::describe(*table);
  if (!description) return std::nullopt;
  return OpenedLibrary{table, *std::move(description)};
}

Hash128 params_hash(const ir::Kind& kind) {
  Hasher hasher;
  for (const ir::ParamSchema& p : kind.params) {
    hasher.text(p.id);
    hasher.u8(static_cast<std::uint8_t>(p.type));
    hasher.u8(p.animates ? 1 : 0);
    hasher.u8(p.scales ? 1 : 0);
    hasher.u8(p.required ? 1 : 0);
    hasher.f64(p.min);
    hasher.f64(p.max);
    hasher.u32(p.min_count);
    hasher.u32(p.max_count);
    for (const double v : p.initial) hasher.f64(v);
    for (const double v : p.initial_array) hasher.f64(v);
    hasher.text(p.initial_text);
    for (const ir::Choice& choice : p.choices) hasher.text(choice.id);
  }
  for (const ir::PortSchema& port : kind.ports) {
    hasher.text(port.id);
    hasher.u8(port.optional ? 1 : 0);
  }
  return hasher.digest();
}

}  // namespace lattice::session::check
