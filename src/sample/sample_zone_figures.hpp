#pragma once
// What the zones of the sample report themselves, in line with what their enterprises report.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sample/sample_items.hpp"
#include "sample/sample_zones.hpp"

namespace zonerank::sample {

/// Items of a zone, in the order of the file. Names are the fields'.
enum class ZoneItem : std::uint8_t {
  rd_institutions,
  startup_services,
  industry_services,
  fiscal_spending,
  fiscal_science_spending,
  fiscal_resources,
  zone_gdp,
  city_gdp,
  new_enterprises,
  technology_smes,
  new_incubatees,
  gazelles_new,
  enterprises_with_national_rd,
  hospitals_and_schools,
  co2,
  green_area,
  land_area,
  house_price,
  score_institutions,
  score_environment,
  score_startup_climate,
  score_industry_policy,
  score_ecology,
  score_compliance,
  score_statistics,
  institutions_of_all_kinds,
  hightech_recognised_year,
  innovation_services,
  incubated_enterprises,
  hightech_industry_revenue,
  ip_held,
  tfp,
  imports_exports,
  retail_sales,
  fixed_investment_zone,
  secondary_value_added,
  industry_value_added,
  tertiary_value_added,
};

inline constexpr std::size_t n_zone_items =
    static_cast<std::size_t>(ZoneItem::tertiary_value_added) + 1;

std::span<const Column> zone_columns();

using ZoneRecord = std::array<std::int64_t, n_zone_items>;

/// Sums over the enterprises of one zone and year, before cells are blanked. Amounts in kCNY.
struct ZoneSums {
  double enterprises = 0.0;
  double hightech = 0.0;
  double revenue = 0.0;
  double hightech_revenue = 0.0;
  double exports = 0.0;
  double value_added = 0.0;
  double energy = 0.0;  ///< tce
  double patents_and_trademarks = 0.0;

  void add(const Record& record);
  void add(const ZoneSums& other);
};

/// One record a zone. Their GDP adds up to gdp_per_enterprise in the last year.
std::vector<ZoneRecord> zone_figures(const Model& model, int year, std::span<const ZoneSums> sums);

}  // namespace zonerank::sample
