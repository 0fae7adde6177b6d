#pragma once
// A method: how indicators become ranks, as a value readable from TOML and keywords alike.

#include <span>
#include <string>
#include <vector>

#include "zonerank/methods/aggregate.hpp"
#include "zonerank/methods/imputation.hpp"
#include "zonerank/methods/normalize.hpp"
#include "zonerank/methods/rank.hpp"
#include "zonerank/methods/treatment.hpp"
#include "zonerank/methods/weight.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank {

/// What a normalization is learned from.
enum class FitOn {
  year,   ///< the zones of the year that is ranked
  panel,  ///< the zones of all years of the data, so that years can be compared
};

/// What data-driven weights are computed among.
enum class WeightScope {
  group,   ///< the indicators of each group on their own
  system,  ///< all indicators; a group weighs what its indicators do together
};

struct Method {
  Imputation imputation = NoImputation{};
  Treatment treatment = NoTreatment{};
  Normalization normalization = MinMax{};
  FitOn fit = FitOn::year;
  Weighting weighting = GivenWeights{};
  WeightScope scope = WeightScope::group;
  Aggregation aggregation = ArithmeticMean{};
  double min_available = 0.8;  ///< share of a group's weight that a zone must have
  TieRule ties = TieRule::min;
};

/// The method of a system's [method], with `overrides` on top.
///
/// Keys: `imputation`, `treatment`, `normalization`, `weights`, `aggregation`, each the word of a
/// method or a table { method = word, option = value }; options of the methods chosen, where only
/// one has them; `fit` (year, panel), `min_available` [0, 1], `ties` (min, max, average, dense).
/// @throws Error unknown-option, option-of-other, ambiguous-option, unknown-value or bad-option,
///               all of them together
Method read_method(const System& system, std::span<const Setting> overrides = {});

/// A method with what each indicator and each group of a system uses of it: its own choice, merged
/// over the method's, where the system makes one.
struct ResolvedMethod : Method {
  std::vector<Imputation> imputations;        ///< an indicator
  std::vector<Treatment> treatments;          ///< an indicator
  std::vector<Normalization> normalizations;  ///< an indicator; with its own range of scores
  std::vector<Weighting> weightings;          ///< a group
  std::vector<Aggregation> aggregations;      ///< a group
};

/// Choices of the system that cannot be used were found when the method was read.
ResolvedMethod resolve(const Method& method, const System& system);

/// One line for a reader: "min-max 0..100, given weights, arithmetic mean".
std::string method_text(const Method& method, Lang lang = Lang::en);

}  // namespace zonerank
