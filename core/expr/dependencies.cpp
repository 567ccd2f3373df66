#include "expr/dependencies.h"

#include <algorithm>
#include <cassert>
#include <unordered_map>

namespace lattice::expr {
namespace {

// Depth first, without recursion: chains may be as long as there are definitions.
class Search {
 public:
  explicit Search(std::span<const Definition> definitions)
      : definitions_(definitions),
        states_(definitions.size(), State::unseen),
        reported_(definitions.size()) {
    for (std::uint32_t i = 0; i < definitions.size(); ++i) {
      [[maybe_unused]] const bool added = by_property_.emplace(property_of(i), i).second;
      assert(added);
    }
  }

  EvaluationOrder run() {
    for (std::uint32_t i = 0; i < definitions_.size(); ++i)
      if (states_[i] == State::unseen) visit_from(i);
    return std::move(out_);
  }

 private:
  enum class State : std::uint8_t { unseen, open, done };
  struct Step {
    std::uint32_t definition;
    std::uint32_t next_read = 0;
  };

  std::uint32_t property_of(std::uint32_t i) const { return definitions_[i].property.value; }

  void visit_from(std::uint32_t first) {
    open(first);
    while (!path_.empty()) {
      Step& step = path_.back();
      const auto& reads = definitions_[step.definition].expression->reads;
      if (step.next_read == reads.size()) {
        close();
        continue;
      }
      const auto read = by_property_.find(reads[step.next_read++].property.id.value);
      if (read == by_property_.end()) continue;
      if (states_[read->second] == State::unseen)
        open(read->second);
      else if (states_[read->second] == State::open)
        report(read->second);
    }
  }

  void open(std::uint32_t definition) {
    states_[definition] = State::open;
    path_.push_back({definition});
  }

  void close() {
    states_[path_.back().definition] = State::done;
    out_.order.push_back(path_.back().definition);
    path_.pop_back();
  }

  // The path from `first` to its end leads back to `first`.
  void report(std::uint32_t first) {
    const auto begin = std::find_if(path_.begin(), path_.end(),
                                    [&](const Step& step) { return step.definition == first; });
    const bool is_new = std::any_of(begin, path_.end(),
                                    [&](const Step& step) { return !reported_[step.definition]; });
    if (!is_new) return;
    Cycle cycle;
    for (auto step = begin; step != path_.end(); ++step) {
      reported_[step->definition] = true;
      cycle.definitions.push_back(step->definition);
    }
    out_.cycles.push_back(std::move(cycle));
  }

  std::span<const Definition> definitions_;
  std::unordered_map<std::uint32_t, std::uint32_t> by_property_;
  std::vector<State> states_;
  std::vector<bool> reported_;
  std::vector<Step> path_;
  EvaluationOrder out_;
};

}  // namespace

EvaluationOrder evaluation_order(std::span<const Definition> definitions) {
  return Search(definitions).run();
}

std::string path_text(const Cycle& cycle, std::span<const Definition> definitions) {
  constexpr std::size_t kShownAtFirst = 6, kShownAtLast = 2;
  const std::size_t count = cycle.definitions.size();
  const bool shortened = count > kShownAtFirst + kShownAtLast + 1;
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    if (shortened && i == kShownAtFirst) {
      i = count - kShownAtLast;
      out += "(" + std::to_string(i - kShownAtFirst) + " more) -> ";
    }
    out += std::string(definitions[cycle.definitions[i]].name) + " -> ";
  }
  return out + std::string(definitions[cycle.definitions.front()].name);
}

}  // namespace lattice::expr
