// Collects what is wrong with a document, all of it, and hands it out in document order.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "schema/json.h"

namespace lattice::schema {

// A hostile file may hold millions of mistakes: what is beyond this is only counted.
inline constexpr std::size_t kMaxDiagnostics = 1000;

class Report {
 public:
  explicit Report(std::string_view file) : file_(file) {}
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;

  void error(const Json& at, std::string message, std::string remedy = {}) {
    add(at, "composition", std::move(message), std::move(remedy));
  }
  // Needs a plugin that is not there.
  void plugin_error(const Json& at, std::string message, std::string remedy) {
    add(at, "plugin", std::move(message), std::move(remedy));
  }
  // Legal as JSON, yet against the rules of this format: a key given twice.
  void json_error(const Json& at, std::string message, std::string remedy) {
    add(at, "json", std::move(message), std::move(remedy));
  }
  // `"width" must be a number, not a string`
  void wrong_type(const Json& at, std::string_view wanted);

  // What comes now is counted and not told: no need to look for a remedy.
  bool is_full() const;
  std::size_t error_count() const { return findings_.size() + untold_ + repeated_; }
  const std::string& file() const { return file_; }

  // Errors reported while it lives belong to this node.
  class InNode {
   public:
    InNode(Report& report, std::string id) : report_(report), outer_(std::move(report.node_)) {
      report_.node_ = std::move(id);
    }
    ~InNode() { report_.node_ = std::move(outer_); }
    InNode(const InNode&) = delete;
    InNode& operator=(const InNode&) = delete;

   private:
    Report& report_;
    std::string outer_;
  };

  // Ends the collection.
  Diagnostics take();

 private:
  struct Finding {
    std::uint32_t position = 0;  // in document order
    Diagnostic diagnostic;
  };

  void add(const Json& at, const char* domain, std::string message, std::string remedy);

  std::string file_;
  std::string node_;
  std::vector<Finding> findings_;
  std::size_t text_bytes_ = 0;
  std::size_t untold_ = 0;
  std::size_t repeated_ = 0;
};

// In quotes for a message: control characters escaped, long texts cut.
std::string in_quotes(std::string_view text);
// How a message names a value: `"width"`, `"translate"[0]`, or `the document`.
std::string label(const Json& value);

}  // namespace lattice::schema
