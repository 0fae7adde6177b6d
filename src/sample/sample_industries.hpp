#pragma once
// The industries of the sample: GB/T 4754-2017 codes with the levels that make them differ.

#include <span>
#include <string_view>

namespace zonerank::sample {

/// Levels are relative to 1 unless a unit is given.
struct Industry {
  std::string_view code;  ///< section letter and four digits
  double weight;          ///< share among industrial or among other enterprises, times any constant
  double revenue;
  double labor;
  double exporting;        ///< probability of exporting in a zone of average openness
  double service_exports;  ///< mean share of technology services in exports
  double rd;
  double technology;  ///< mean share of technology revenue in revenue
  double hightech;    ///< probability of being recognised, relative to the zone's level
  double skill;       ///< log odds of a graduate
  double energy;
  double software;                ///< software copyrights a year of an enterprise of 50
  double layouts = 0.0;           ///< IC layouts a year, mean
  double varieties = 0.0;         ///< plant varieties a year, mean
  double drugs = 0.0;             ///< class-1 drug certificates a year, mean
  double tcm = 0.0;               ///< protected traditional medicines a year, mean
  double digital = 0.0;           ///< probability of being a digital industry
  double hightech_service = 0.0;  ///< probability of being a high-tech service
};

std::span<const Industry> industrial();  ///< sections B, C, D
std::span<const Industry> services();    ///< the others

}  // namespace zonerank::sample
