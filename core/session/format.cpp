#include "session/format.h"

#include <filesystem>

#include "export/files.h"
#include "schema/canonical.h"
#include "schema/load.h"
#include "session/render_session.h"

namespace lattice::session {
namespace {

namespace fs = std::filesystem;

Result<void> write_in_folder(const fs::path& folder, const std::string& name,
                             const std::string& text) {
  exporter::Files files(folder);
  const lattice_files& table = files.table();
  lattice_file* file = nullptr;
  if (table.open(&table, name.c_str(), &file) == LATTICE_OK) {
    if (table.write(file, text.data(), text.size()) != LATTICE_OK)
      table.discard(file);
    else if (table.commit(file) == LATTICE_OK)
      return {};
  }
  return fail(Code::output, {}, files.take_error());
}

}  // namespace

Result<Formatted> format(const std::string& path, const ir::Catalog& catalog, bool as_shorthand,
                         Diagnostics& diagnostics) {
  auto before = schema::read_composition_text(path, diagnostics);
  if (!before) return fail(summary_of(diagnostics, path));
  schema::FormatResult made = schema::format_composition(
      *before, path, catalog, as_shorthand ? schema::Spelling::brief : schema::Spelling::canonical);
  diagnostics.insert(diagnostics.end(), made.diagnostics.begin(), made.diagnostics.end());
  if (!made.ok()) return fail(summary_of(made.diagnostics, path));
  return Formatted{*std::move(before), std::move(made.text)};
}

Result<void> write_text(const std::string& path, const std::string& text) {
  std::error_code failed;
  const fs::path target = fs::weakly_canonical(path, failed);
  if (failed) return fail(Code::output, path, failed.message() + "; choose another path");
  const fs::file_status before = fs::status(target, failed);
  const fs::path name = target.filename();
  if (name.empty() || fs::is_directory(before))
    return fail(Code::output, path, "this is a folder; name a file");
  LATTICE_TRY(write_in_folder(target.parent_path(), name.string(), text));
  if (fs::exists(before)) fs::permissions(target, before.permissions(), failed);
  return {};
}

}  // namespace lattice::session
