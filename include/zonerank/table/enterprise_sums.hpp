#pragma once
// Figures of zones and years as sums of enterprises: what they are without some of them.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "zonerank/core/types.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank {

/// The rows of enterprises behind the figures of zones and years. RowSums of the roll-up is one;
/// whoever keeps rows elsewhere may give another. All functions may be called from several threads.
class EnterpriseSums {
 public:
  EnterpriseSums() = default;
  EnterpriseSums(const EnterpriseSums&) = default;
  EnterpriseSums& operator=(const EnterpriseSums&) = default;
  virtual ~EnterpriseSums() = default;

  /// The fields of zones that are rolled up, numbers into System::fields.
  virtual const std::vector<int>& fields() const = 0;

  /// The zones and years that have rows, ascending.
  virtual const std::vector<ZoneYear>& groups() const = 0;
  virtual std::span<const std::uint32_t> rows_of_group(std::size_t group) const = 0;
  virtual std::size_t group_of(std::uint32_t row) const = 0;

  /// Every enterprise once.
  virtual std::size_t n_enterprises() const = 0;
  virtual std::string_view enterprise(std::size_t enterprise) const = 0;
  virtual std::span<const std::uint32_t> rows_of_enterprise(std::size_t enterprise) const = 0;
  virtual std::size_t enterprise_of(std::uint32_t row) const = 0;

  /// The figures of a group that its other rows give: exactly those of a roll-up without `without`.
  /// @param without  rows of the group, each once
  /// @param digits   one a field, as in FigureColumn
  /// @param valid    one a field: 0 where the figure is blank
  virtual void figures(std::size_t group, std::span<const std::uint32_t> without, Int128* digits,
                       std::uint8_t* valid) const = 0;

  /// Whether a field is a sum of parts of the rows; counts, minima and maxima are not.
  /// @param field  a number into fields()
  virtual bool is_sum(std::size_t field) const = 0;
  /// What a row adds to such a field. @returns false where it adds nothing: blank, or not selected
  virtual bool part(std::size_t field, std::uint32_t row, Int128& digits) const = 0;
};

}  // namespace zonerank
