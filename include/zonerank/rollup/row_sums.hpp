#pragma once
// A roll-up that can do without some of its rows.

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "zonerank/rollup/rollup.hpp"
#include "zonerank/table/enterprise_sums.hpp"

namespace zonerank {

/// The sums of enterprises of every zone and year, with the rows that they are of: a figure without
/// some rows is the sum less what those rows add to it. Only a least or greatest value that is
/// among those rows is looked for again.
class RowSums final : public EnterpriseSums {
 public:
  /// @param rows  joined, one an enterprise and year
  /// @throws Error wrong-shape, cell-too-large, sum-too-large
  RowSums(std::shared_ptr<const RowTable> rows, const System& system,
          const RollupOptions& options = {}, const Progress& progress = {});
  RowSums(const RowSums&) = delete;
  RowSums& operator=(const RowSums&) = delete;
  ~RowSums() override;

  const std::vector<int>& fields() const override;
  const std::vector<ZoneYear>& groups() const override;
  std::span<const std::uint32_t> rows_of_group(std::size_t group) const override;
  std::size_t group_of(std::uint32_t row) const override;
  std::size_t n_enterprises() const override;
  std::string_view enterprise(std::size_t enterprise) const override;
  std::span<const std::uint32_t> rows_of_enterprise(std::size_t enterprise) const override;
  std::size_t enterprise_of(std::uint32_t row) const override;
  void figures(std::size_t group, std::span<const std::uint32_t> without, Int128* digits,
               std::uint8_t* valid) const override;
  bool is_sum(std::size_t field) const override;
  bool part(std::size_t field, std::uint32_t row, Int128& digits) const override;

 private:
  class Body;
  std::unique_ptr<const Body> body_;
};

}  // namespace zonerank
