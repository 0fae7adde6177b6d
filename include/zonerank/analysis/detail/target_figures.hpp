#pragma once
// Figures that targets are held against: of zones and years, of fields and indicators alike.

#include <map>
#include <string>
#include <vector>

#include "zonerank/ranking/pipeline.hpp"

namespace zonerank::detail {

struct FigureUse {
  bool is_used = false;         ///< an indicator is computed from it, or it is one
  bool less_is_better = false;  ///< of every indicator that rises with it
};

class TargetFigures {
 public:
  /// All must outlive this.
  TargetFigures(const ZoneTable& table, const System& system, const Ranking& ranking);

  /// NaN where there is none. A name that is both is the field.
  double at(const std::string& zone, const std::string& name, int year);

  /// What the indicators of the ranked year do when a zone's figure is twice as great.
  FigureUse use_of(const std::string& zone, const std::string& name);

 private:
  double indicator(const std::string& zone, int id, int year);
  const IndicatorTable& of_year(int year);

  const ZoneTable& table_;
  const System& system_;
  const Ranking& ranking_;
  std::vector<int> years_;
  std::map<int, IndicatorTable> tables_;
  std::map<std::string, FigureUse> uses_;
};

}  // namespace zonerank::detail
