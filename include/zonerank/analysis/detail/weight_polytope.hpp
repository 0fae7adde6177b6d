#pragma once
// Weights of sum 1 within which some leads are not below 0.

#include <optional>
#include <utility>
#include <vector>

#include "zonerank/core/types.hpp"
#include "zonerank/stats/linear_program.hpp"

namespace zonerank::detail {

/// Something that weights must do: lead . w > 0, or >= 0 where it is not strict.
struct Lead {
  Vector lead;
  bool is_strict = true;
};

class WeightPolytope {
 public:
  WeightPolytope(std::vector<Lead> leads, Index columns, double tolerance);

  /// The greatest least strict lead, and weights that have it; NaN without strict leads. Nothing
  /// where the other leads exclude each other.
  struct Margin {
    double size = missing;
    Vector weights;
  };
  std::optional<Margin> margin() const;

  /// Weights with the least sum of what leads fall below 0.
  Vector nearest() const;

  /// The least and the greatest of d . w, over weights with all leads >= 0.
  std::pair<double, double> range(const Vector& d);

  /// Weights with the greatest d . w; none where the leads exclude each other.
  std::optional<Vector> corner(const Vector& d);

  /// The weights of the greatest entropy with all leads of at least `least`.
  /// @param start  weights with every lead above `least`
  Vector most_even(double least, const Vector& start) const;

 private:
  LinearProgram<double> greatest(const Vector& d);

  std::vector<Lead> leads_;
  Index columns_;
  double tolerance_;
  std::optional<Simplex<double>> corners_;
};

}  // namespace zonerank::detail
