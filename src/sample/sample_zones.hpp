#pragma once
// What makes the zones of the sample differ, and the scales that make their sum a nation.

#include <cstdint>
#include <string>
#include <vector>

#include "sample/sample_industries.hpp"
#include "zonerank/sample/sample.hpp"

namespace zonerank::sample {

/// Levels are relative to 1 unless a unit is given; they stay over the years.
struct Zone {
  std::string name;
  double enterprises = 1.0;  ///< expected in the last year
  double birth_rate = 0.1;   ///< entrants of a year relative to the enterprises of the year before
  double industrial = 0.4;   ///< share of sections B, C, D among the enterprises
  double quality = 0.0;      ///< standard normal that the levels below share
  double revenue = 1.0;      ///< per enterprise
  double labor = 1.0;        ///< employees per enterprise
  double revenue_growth = 0.04;  ///< per enterprise and year, as a logarithm
  double labor_growth = 0.0;     ///< per enterprise and year, as a logarithm
  double hightech = 0.4;         ///< probability of being recognised
  double openness = 1.0;         ///< exporters, branches and staff abroad
  double exports = 1.0;          ///< share of exports in an exporter's revenue
  double service_exports = 1.0;
  double rd = 1.0;
  double cooperation = 1.0;  ///< commissioned R&D and bought technology
  double technology = 1.0;   ///< technology revenue
  double skill = 0.0;        ///< log odds of a graduate
  double degrees = 0.0;      ///< log odds of a postgraduate among graduates
  double wage = 1.0;
  double margin = 1.0;
  double taxes = 1.0;
  double capital = 1.0;
  double investment = 1.0;
  double venture = 1.0;
  double listed = 1.0;
  double patents = 1.0;
  double brands = 1.0;
  double standards = 1.0;
  double energy = 1.0;
};

/// Levels of one zone in one year, relative to the last year.
struct ZoneYear {
  double revenue = 1.0;
  double labor = 1.0;
  double hightech = 1.0;
  double taxes = 1.0;
  double investment = 1.0;
};

/// Factors from relative levels to national means.
struct Scales {
  double revenue = 1.0;  ///< kCNY
  double employees = 1.0;
  double output = 1.0;   ///< gross output relative to the revenue of an industrial enterprise
  double margin = 1.0;   ///< net profit relative to revenue
  double taxes = 1.0;    ///< taxes paid relative to revenue
  double exports = 1.0;  ///< of an exporter, relative to revenue
  double rd = 1.0;       ///< of a performer, relative to revenue
};

struct Model {
  SampleOptions options;
  std::vector<Zone> zones;
  std::vector<std::int64_t> first_slot;  ///< of each zone, then the number of slots
  std::vector<double> industrial_sum;    ///< cumulative shares of industrial(), ending in 1
  std::vector<double> services_sum;      ///< cumulative shares of services(), ending in 1
  Scales scales;

  std::int64_t slots() const { return first_slot.back(); }  ///< enterprises that ever exist
  int last_year() const { return options.first_year + options.years - 1; }
};

inline constexpr double death_rate = 0.05;  ///< leavers of a year relative to the year before
/// Enterprises that enter or leave within the years are smaller than those that stay.
inline constexpr double passing_revenue = 0.3;
inline constexpr double passing_employees = 0.4;

/// GDP of a zone per enterprise in the last year [kCNY].
inline constexpr double gdp_per_enterprise = 12'140'000e3 / 141e3;

double export_probability(const Zone& zone, const Industry& industry);
double hightech_probability(const Zone& zone, const Industry& industry);  ///< in the last year
inline double rd_probability(double hightech) { return 0.3 + 0.5 * hightech; }

Model make_model(const SampleOptions& options);
std::vector<ZoneYear> zone_years(const Model& model, int year);

}  // namespace zonerank::sample
