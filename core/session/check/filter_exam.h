// One case of a filter held against the rules 3xx, causes before their consequences.
#pragma once
#include <lattice/filter.h>

#include <optional>
#include <string>

#include "session/check/filter_run.h"

namespace lattice::session::check {

class FilterExam {
 public:
  FilterExam(Judge& judge, const lattice_filter& table, const ir::Kind& kind,
             const FilterCase& with)
      : judge_(judge),
        table_(table),
        kind_(kind),
        case_(with),
        instance_(judge, table, with),
        run_(judge, instance_, with, with.frames[0]) {}

  void run();
  // On a case whose pictures are wider than a tile of the host.
  void run_wide();

 private:
  bool starts();
  void poison();
  void tiles();
  void threads();
  void order();
  void stale();
  void statics();
  void beyond_bounds();
  void fold();
  void ends();
  void well_formed();
  void varies();
  void pointwise();
  void digest();

  void same(int rule, const Picture& a, const Picture& b, const std::string& what);
  void differs_by(int rule, const Poison& other, TileShape shape, const std::string& what);
  void order_on(const FilterInstance& instance, std::size_t frame, const Picture& expected,
                const char* what);
  std::optional<PassResults> on(const FilterInstance& instance, const FrameSpec& frame);
  void end_is(double progress, std::size_t port);
  bool is_transition() const { return kind_.kind_class == ir::KindClass::transition; }
  bool flag(std::uint32_t bit) const { return (table_.flags & bit) != 0; }
  const Picture& result() const { return base_.back(); }

  Judge& judge_;
  const lattice_filter& table_;
  const ir::Kind& kind_;
  const FilterCase& case_;
  FilterInstance instance_;
  FilterRun run_;
  PassResults base_;  // what all others are held against
};

// What digest() told, as one number. [session]
Hash128 digest_of(Judge& judge, const FilterInstance& instance);

}  // namespace lattice::session::check
