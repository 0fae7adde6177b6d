#include "sample/sample_zones.hpp"

#include <algorithm>
#include <cmath>

#include "sample/sample_draws.hpp"

namespace zonerank::sample {
namespace {

// Per enterprise: all 169 national high-tech zones in 2019, 141 thousand enterprises; amounts in
// kCNY.
constexpr double national_enterprises = 141e3;
constexpr double mean_revenue = 38'554'940e3 / national_enterprises;
constexpr double mean_output = 24'026'200e3 / national_enterprises;
constexpr double mean_profit = 2'609'740e3 / national_enterprises;
constexpr double mean_exports = 4'137'150e3 / national_enterprises;
constexpr double mean_taxes = 1'900'000e3 / national_enterprises;
constexpr double mean_rd = 825'900e3 / national_enterprises;
constexpr double mean_employees = 23e6 / national_enterprises;

constexpr double largest_share = 0.15;  ///< of all enterprises, for the largest zone at least

std::string zone_name(int number, int zones) {
  const std::string digits = std::to_string(number);
  const std::size_t width = std::max<std::size_t>(3, std::to_string(zones).size());
  return "示例高新区" + std::string(width - digits.size(), '0') + digits;
}

/// A standard normal that has the correlation `with_quality` with the zone's quality.
double related(double quality, double with_quality, Draws& draws) {
  return with_quality * quality + std::sqrt(1.0 - with_quality * with_quality) * draws.normal();
}

Zone make_zone(int number, const SampleOptions& options) {
  Draws draws(options.seed, Purpose::zone, static_cast<std::uint64_t>(number));
  Zone zone;
  zone.name = zone_name(number, options.zones);
  zone.quality = draws.normal();
  const auto normal = [&](double with_quality) {
    return related(zone.quality, with_quality, draws);
  };
  zone.enterprises = 0.13 + std::exp(1.2 * normal(0.7));
  zone.birth_rate = std::clamp(0.1 * spread(0.2, normal(0.3)), 0.06, 0.2);
  zone.industrial = std::clamp(0.42 - 0.09 * normal(0.5), 0.15, 0.65);
  zone.revenue = spread(0.35, normal(0.4));
  zone.labor = spread(0.15, normal(0.2));
  zone.revenue_growth = 0.04 + 0.03 * normal(0.2);
  zone.labor_growth = 0.02 * normal(0.3);
  zone.hightech = std::clamp(0.48 + 0.1 * normal(0.5), 0.2, 0.75);
  zone.openness = spread(0.4, normal(0.6));
  zone.exports = 0.4 + 1.2 * logistic(1.2 * normal(0.1));
  zone.service_exports = spread(0.4, normal(0.5));
  zone.rd = spread(0.3, normal(0.5));
  zone.cooperation = spread(0.4, normal(0.4));
  zone.technology = spread(0.25, normal(0.5));
  zone.skill = 0.35 * normal(0.7);
  zone.degrees = 0.3 * normal(0.7);
  zone.wage = spread(0.15, normal(0.7));
  zone.margin = spread(0.2, normal(0.3));
  zone.taxes = spread(0.2, normal(0.1));
  zone.capital = spread(0.2, normal(0.2));
  zone.investment = spread(0.3, normal(0.0));
  zone.venture = spread(0.5, normal(0.7));
  zone.listed = spread(0.3, normal(0.5));
  zone.patents = spread(0.4, normal(0.6));
  zone.brands = spread(0.4, normal(0.4));
  zone.standards = spread(0.5, normal(0.6));
  zone.energy = spread(0.45, normal(-0.4));
  return zone;
}

/// Relative sizes to expected enterprises: at least one each, the largest with its share.
void size_zones(std::vector<Zone>& zones, std::int64_t enterprises) {
  const auto smaller = [](const Zone& a, const Zone& b) { return a.enterprises < b.enterprises; };
  Zone& largest = *std::max_element(zones.begin(), zones.end(), smaller);
  double others = -largest.enterprises;
  for (const Zone& zone : zones) others += zone.enterprises;
  largest.enterprises =
      std::max(largest.enterprises, others * largest_share / (1.0 - largest_share));
  const double sum = others + largest.enterprises;
  const double to_share = static_cast<double>(enterprises - std::ssize(zones));
  for (Zone& zone : zones) zone.enterprises = 1.0 + to_share * zone.enterprises / sum;
}

/// Share of the last year's enterprises that were there in the first year.
double staying_share(const Zone& zone, int years) {
  return std::pow((1.0 - death_rate) / (1.0 + zone.birth_rate - death_rate), years - 1);
}

/// Enterprises that ever exist within the years, relative to those of the last year.
double ever_per_last(const Zone& zone, int years) {
  const double growth = zone.birth_rate - death_rate;
  const double first = std::pow(1.0 + growth, 1 - years);
  return first + zone.birth_rate / growth * (1.0 - first);
}

void place_slots(Model& model) {
  double sum = 0.0;
  model.first_slot = {0};
  for (const Zone& zone : model.zones) {
    sum += zone.enterprises * ever_per_last(zone, model.options.years);
    // At least one more slot than before: every zone has expected enterprises of 1 or more, up to
    // rounding of the sum.
    model.first_slot.push_back(
        std::max(model.first_slot.back() + 1, std::int64_t{std::llround(sum)}));
  }
}

std::vector<double> cumulative_shares(std::span<const Industry> industries) {
  std::vector<double> result;
  double sum = 0.0;
  for (const Industry& industry : industries) result.push_back(sum += industry.weight);
  for (double& value : result) value /= sum;
  return result;
}

/// Sums of expected values over all enterprises of the last year, at scales of 1.
struct Expected {
  double enterprises = 0.0, employees = 0.0, revenue = 0.0, output = 0.0, profit = 0.0,
         exports = 0.0, taxes = 0.0, rd = 0.0;

  void add(const Zone& zone, const Industry& industry, double weight, double staying,
           bool is_industrial) {
    const double base =
        weight * zone.revenue * industry.revenue * (staying + (1.0 - staying) * passing_revenue);
    enterprises += weight;
    employees +=
        weight * zone.labor * industry.labor * (staying + (1.0 - staying) * passing_employees);
    revenue += base;
    if (is_industrial) output += base;
    profit += base * zone.margin;
    exports += base * export_probability(zone, industry) * zone.exports;
    taxes += base * zone.taxes;
    rd += base * rd_probability(hightech_probability(zone, industry)) * zone.rd * industry.rd;
  }

  void add(const Zone& zone, std::span<const Industry> industries, double weight, double staying,
           bool is_industrial) {
    double sum = 0.0;
    for (const Industry& industry : industries) sum += industry.weight;
    for (const Industry& industry : industries) {
      add(zone, industry, weight * industry.weight / sum, staying, is_industrial);
    }
  }
};

Scales calibrate(const Model& model) {
  Expected expected;
  for (const Zone& zone : model.zones) {
    const double staying = staying_share(zone, model.options.years);
    expected.add(zone, industrial(), zone.enterprises * zone.industrial, staying, true);
    expected.add(zone, services(), zone.enterprises * (1.0 - zone.industrial), staying, false);
  }
  const double revenue = expected.revenue / mean_revenue;  // one mean revenue in relative terms
  return {.revenue = expected.enterprises / revenue,
          .employees = mean_employees * expected.enterprises / expected.employees,
          .output = mean_output * revenue / expected.output,
          .margin = mean_profit * revenue / expected.profit,
          .taxes = mean_taxes * revenue / expected.taxes,
          .exports = mean_exports * revenue / expected.exports,
          .rd = mean_rd * revenue / expected.rd};
}

}  // namespace

double export_probability(const Zone& zone, const Industry& industry) {
  return std::min(0.9, industry.exporting * zone.openness);
}

double hightech_probability(const Zone& zone, const Industry& industry) {
  return std::min(0.95, industry.hightech * zone.hightech);
}

Model make_model(const SampleOptions& options) {
  Model model{.options = options,
              .zones = {},
              .first_slot = {},
              .industrial_sum = cumulative_shares(industrial()),
              .services_sum = cumulative_shares(services()),
              .scales = {}};
  for (int number = 1; number <= options.zones; ++number) {
    model.zones.push_back(make_zone(number, options));
  }
  size_zones(model.zones, options.enterprises);
  place_slots(model);
  model.scales = calibrate(model);
  return model;
}

std::vector<ZoneYear> zone_years(const Model& model, int year) {
  const double ahead = year - model.last_year();
  std::vector<ZoneYear> result;
  for (std::size_t z = 0; z < model.zones.size(); ++z) {
    const Zone& zone = model.zones[z];
    Draws draws(model.options.seed, Purpose::zone_growth, z + 1, year);
    const double shock = ahead == 0.0 ? 0.0 : 1.0;  // the last year is the calibrated one
    result.push_back(
        {.revenue = std::exp(zone.revenue_growth * ahead + shock * 0.02 * draws.normal()),
         .labor = std::exp(zone.labor_growth * ahead + shock * 0.01 * draws.normal()),
         .hightech = std::exp(0.06 * ahead),
         .taxes = std::exp(shock * 0.03 * draws.normal()),
         .investment = std::exp(shock * 0.08 * draws.normal())});
  }
  return result;
}

}  // namespace zonerank::sample
