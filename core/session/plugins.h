// The plugins that a run of the program knows: scanned once, loaded as they are needed.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/result.h"
#include "ir/catalog.h"
#include "plugin/registry.h"

namespace lattice::session {

struct PluginOptions {
  std::vector<std::string> files;    // --plugin; one that cannot be used is an error
  std::vector<std::string> folders;  // --plugins; one that does not exist is an error
  bool rescan = false;               // look at every file again
  std::string scanner;               // empty: the installed one, beside the running program
};

class Plugins {
 public:
  static Result<std::unique_ptr<Plugins>> find(const PluginOptions& options);

  const ir::Catalog& catalog() const { return catalog_; }
  plugin::Registry& registry() { return *registry_; }
  // Libraries that were left out, and why.
  const Diagnostics& refusals() const { return refusals_; }

  // `plugins list`, for people and as JSON.
  std::string table() const;
  std::string json() const;
  // `plugins show NAME`: a full id, or the short name of one kind of whatever class.
  Result<std::string> page(const std::string& name) const;

 private:
  Plugins() = default;

  ir::Catalog catalog_;
  Diagnostics refusals_;
  std::unique_ptr<plugin::Registry> registry_;
};

}  // namespace lattice::session
