// --var and --vars.
#include <filesystem>
#include <fstream>

#include "host/cli.h"

namespace lattice::host {
namespace {

// More than a composition itself may have would be no list of values.
constexpr std::size_t kMaxBytes = std::size_t{256} << 20;

Result<std::string> read_file(const std::string& path) {
  const auto refuse = [&](const char* why) {
    return fail(Code::usage, "--vars", path + " cannot be read: " + why);
  };
  std::error_code failed;
  const auto status = std::filesystem::status(path, failed);
  if (!std::filesystem::exists(status)) return refuse("there is no such file");
  if (std::filesystem::is_directory(status)) return refuse("it is a folder");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return refuse("it may not be opened");
  std::string text;
  char block[1 << 16];
  while (text.size() <= kMaxBytes && (stream.read(block, sizeof block) || stream.gcount() > 0))
    text.append(block, static_cast<std::size_t>(stream.gcount()));
  if (stream.bad()) return refuse("reading it failed");
  return text;
}

}  // namespace

Result<session::GivenVariables> given_variables(const Parsed& parsed) {
  session::GivenVariables out;
  if (parsed.has("vars"))
    for (const std::string& path : parsed.get<std::vector<std::string>>("vars")) {
      LATTICE_TRY_ASSIGN(std::string json, read_file(path));
      out.add_document(path, std::move(json));
    }
  if (!parsed.has("var")) return out;
  for (const std::string& word : parsed.get<std::vector<std::string>>("var")) {
    const auto equals = word.find('=');
    if (equals == word.npos || equals == 0)
      return fail(Code::usage, "--var",
                  "\"" + word + "\" is not of the form name=value, such as title=Hi");
    out.add(word.substr(0, equals), word.substr(equals + 1));
  }
  return out;
}

}  // namespace lattice::host
