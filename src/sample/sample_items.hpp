#pragma once
// The columns of the sample files, and one row of them.

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace zonerank::sample {

/// Items of an enterprise, in the order of the files. Names are the fields'.
enum class Item : std::uint8_t {
  // GQ-001
  industry,
  is_domestic,
  is_hightech,
  listing_month,
  // GQ-002
  gross_output,
  revenue,
  technology_revenue,
  exports,
  technology_service_exports,
  taxes_surcharges,
  fair_value_gain,
  investment_income,
  venture_capital,
  operating_profit,
  net_profit,
  taxes_paid,
  vat_payable,
  payroll,
  depreciation,
  net_assets,
  outward_investment,
  fixed_investment,
  energy,
  // GQ-003
  employees,
  returned_overseas_staff,
  foreign_staff,
  postgraduates,
  doctors,
  masters,
  bachelors,
  // GQ-005
  commissioned_rd_institutes,
  commissioned_rd_universities,
  commissioned_rd_enterprises,
  commissioned_rd_overseas,
  invention_patents_applied,
  invention_patents_granted,
  domestic_invention_patents_granted,
  triad_patents_granted,
  triad_patents_held,
  invention_patents_held,
  trademarks_held,
  trademarks_registered,
  foreign_trademarks_held,
  foreign_trademarks_registered,
  software_copyrights_registered,
  ic_layouts_registered,
  plant_varieties_registered,
  new_drug_certificates,
  protected_tcm_certificates,
  international_standards,
  international_standards_new,
  technology_contracts,
  technology_import_spending,
  technology_absorption_spending,
  overseas_marketing_offices,
  overseas_rd_institutions,
  overseas_production_bases,
  // derived
  rd_staff_fte,
  rd_spending,
  is_hightech_service,
  is_digital,
  is_listed,
};

inline constexpr std::size_t n_items = static_cast<std::size_t>(Item::is_listed) + 1;
inline constexpr std::int64_t blank = std::numeric_limits<std::int64_t>::min();

/// How a column writes its numbers.
struct Column {
  std::string_view heading;
  int places = 0;            ///< decimals: a value is digits * 10^-places
  bool is_industry = false;  ///< the value is a position in the table of industries
};

/// One file a year: columns first, first + 1, ...
struct Form {
  std::string_view name;  ///< made-up-NAME-YEAR.csv
  Item first;
  std::span<const Column> columns;
};

std::span<const Form> forms();
const Column& column(Item item);

/// The values of one enterprise and year; `blank` where there is none.
class Record {
 public:
  std::int64_t& operator[](Item item) { return values_[static_cast<std::size_t>(item)]; }
  std::int64_t operator[](Item item) const { return values_[static_cast<std::size_t>(item)]; }

  /// Rounds to the decimals of the column.
  void set(Item item, double value);
  /// In the unit of the field, as written.
  double get(Item item) const;

 private:
  std::array<std::int64_t, n_items> values_{};
};

}  // namespace zonerank::sample
