#include "schema/load.h"

#include <filesystem>
#include <fstream>
#include <new>
#include <sstream>

#include "ir/passes/normalize.h"
#include "ir/verify.h"
#include "schema/json.h"
#include "schema/loading.h"

namespace lattice::schema {
namespace {

Diagnostic file_error(std::string_view file, std::string message, std::string remedy) {
  return {Severity::error,    "composition",    std::string(file), {}, {},
          std::move(message), std::move(remedy)};
}

// Absolute, so that what the composition names stays found from anywhere.
std::string folder_of(std::string_view file) {
  std::error_code failed;
  const auto path = std::filesystem::absolute(std::filesystem::path(file), failed);
  return failed ? std::string{} : path.parent_path().string();
}

// The normal form, or what is wrong with a composition that every rule let pass: then a
// rule is missing, and the sentence is all that the user gets.
void finish(std::string_view file, const ir::Catalog& catalog, LoadResult& out) {
  auto done = ir::normalize(out.composition);
  if (!done) {
    out.diagnostics.push_back(file_error(file, done.error().text(), "report this as a bug"));
  } else if (auto fits = ir::verify_kinds(out.composition, catalog); !fits) {
    out.diagnostics.push_back(file_error(file, fits.error().text(), "report this as a bug"));
  }
}

void load(std::string_view json, std::string_view file, const ir::Catalog& catalog,
          const GivenVariables& variables, LoadResult& out) {
  ParsedJson parsed = parse_json(json, file);
  if (parsed.syntax_error) {
    out.diagnostics.push_back(*std::move(parsed.syntax_error));
    return;
  }
  Report report(file);
  for (const DuplicateKey duplicate : parsed.duplicates) {
    const Json second(parsed.document, duplicate.index);
    report.json_error(second, "the key " + in_quotes(second.key()) + " stands here twice",
                      "remove one");
  }
  Loading loading{catalog, out.composition, report, folder_of(file), {}, {}};
  out.composition.file = loading.add_text(std::string(file));
  loading.given_variables = &variables;
  const Scope& scope = loading.scopes.emplace_back(Scope{&loading.compositions.emplace_back()});
  loading.scope = &scope;
  read_root(parsed.document.root(), loading);
  resolve_expressions(loading);
  out.diagnostics = report.take();
  for (Diagnostic& found : loading.given_diagnostics) out.diagnostics.push_back(std::move(found));
  if (out.ok()) finish(file, catalog, out);
}

}  // namespace

bool Loading::may_expand(std::size_t times, std::size_t bytes, const Json& at) {
  if (is_full) return false;
  const std::size_t left = kMaxExpandedBytes - expanded_bytes;
  if (times == 0 || bytes <= left / times) {
    expanded_bytes += times * bytes;
    return true;
  }
  is_full = true;
  report.error(at,
               "the rows of repeats, the compositions that nodes show and the values in texts come "
               "to more than 1 GiB here",
               "repeat less, or less at a time");
  return false;
}

LoadResult load_composition(std::string_view json, std::string_view file,
                            const ir::Catalog& catalog, const GivenVariables& variables) {
  LoadResult out;
  try {
    load(json, file, catalog, variables, out);
  } catch (const std::bad_alloc&) {
    out = {};
    out.diagnostics.push_back(
        file_error(file, "there is not enough memory for this composition", "make it smaller"));
  }
  return out;
}

std::optional<std::string> read_composition_text(const std::string& path,
                                                 Diagnostics& diagnostics) {
  const auto refuse = [&](const std::string& why) {
    diagnostics.push_back(file_error(path, "cannot be read: " + why, "name a composition file"));
    return std::nullopt;
  };
  std::error_code failed;
  const auto status = std::filesystem::status(path, failed);
  if (!std::filesystem::exists(status)) return refuse("there is no such file");
  if (std::filesystem::is_directory(status)) return refuse("it is a folder");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return refuse("it may not be opened");
  std::string text;
  char block[1 << 16];
  while (text.size() <= kMaxFileBytes && (stream.read(block, sizeof block) || stream.gcount() > 0))
    text.append(block, static_cast<std::size_t>(stream.gcount()));
  if (stream.bad()) return refuse("reading it failed");
  return text;
}

LoadResult load_composition_file(const std::string& path, const ir::Catalog& catalog,
                                 const GivenVariables& variables) {
  LoadResult out;
  const auto text = read_composition_text(path, out.diagnostics);
  if (text) out = load_composition(*text, path, catalog, variables);
  return out;
}

}  // namespace lattice::schema
