// What an enterprise of the sample reports of research, intellectual property and presence abroad.

#include <algorithm>
#include <cmath>

#include "sample/sample_enterprise.hpp"

namespace zonerank::sample {
namespace {

constexpr double rd_elasticity = 0.85;  // of R&D to revenue, between enterprises

/// An amount that a share `probability` of the years has, with the given mean in those years.
double sometimes(double probability, double mean, double sigma, Draws& draws) {
  const bool is_there = draws.uniform() < probability;
  const double amount = mean * spread(sigma, draws.normal());
  return is_there ? amount : 0.0;
}

void set_bought(const Place& place, double rd, double revenue, Draws& yearly, Record& record) {
  const double c = place.zone.cooperation;
  record.set(Item::commissioned_rd_institutes, sometimes(0.12, 0.15 * c * rd, 0.8, yearly));
  record.set(Item::commissioned_rd_universities, sometimes(0.15, 0.10 * c * rd, 0.8, yearly));
  record.set(Item::commissioned_rd_enterprises, sometimes(0.20, 0.20 * c * rd, 0.8, yearly));
  record.set(Item::commissioned_rd_overseas, sometimes(0.03, 0.25 * c * rd, 0.8, yearly));
  const double imported = sometimes(rd > 0.0 ? 0.04 : 0.005, 0.02 * c * revenue, 0.9, yearly);
  record.set(Item::technology_import_spending, imported);
  record.set(Item::technology_absorption_spending, sometimes(0.5, 0.2 * imported, 0.6, yearly));
}

void set_trademarks(const Place& place, const Enterprise& enterprise, Draws& fixed, Draws& yearly,
                    Record& record) {
  const double staff = record.get(Item::employees);
  const double mean =
      0.5 * std::sqrt(0.01 * staff) * place.zone.brands * spread(0.9, fixed.normal());
  const std::int64_t registered = count(mean, yearly.uniform());
  const std::int64_t held = registered + count(6.0 * mean, fixed.uniform());
  const double abroad = mean * place.zone.openness * (enterprise.exporter ? 0.12 : 0.02);
  const std::int64_t foreign = std::min(registered, count(abroad, yearly.uniform()));
  record[Item::trademarks_registered] = registered;
  record[Item::trademarks_held] = held;
  record[Item::foreign_trademarks_registered] = foreign;
  record[Item::foreign_trademarks_held] =
      std::min(held, foreign + count(6.0 * abroad, fixed.uniform()));
}

void set_patents(const Place& place, Draws& fixed, Draws& yearly, Record& record) {
  const double rd = 0.001 * record.get(Item::rd_spending);  // m CNY
  const double applied =
      0.6 * std::pow(rd, 0.85) * place.zone.patents * spread(0.8, fixed.normal());
  const double granted = 0.4 * applied;
  const double abroad = granted * std::min(0.5, 0.08 * place.zone.openness);
  record[Item::invention_patents_applied] = count(applied, yearly.uniform());
  const std::int64_t all = count(granted, yearly.uniform());
  const std::int64_t foreign = std::min(all, count(abroad, yearly.uniform()));
  const std::int64_t triad =
      std::min(foreign, whole(0.8 * static_cast<double>(foreign), yearly.uniform()));
  const std::int64_t held = all + count(4.0 * granted, fixed.uniform());
  record[Item::invention_patents_granted] = all;
  record[Item::domestic_invention_patents_granted] = all - foreign;
  record[Item::invention_patents_held] = held;
  record[Item::triad_patents_granted] = triad;
  record[Item::triad_patents_held] = std::min(held, triad + count(3.0 * abroad, fixed.uniform()));
}

}  // namespace

void set_research(const Place& place, const Enterprise& enterprise, Record& record) {
  const Zone& zone = place.zone;
  Draws fixed = enterprise.fixed(place, Purpose::research);
  Draws yearly = enterprise.yearly(place, Purpose::research);
  const double revenue = record.get(Item::revenue);
  const bool hightech = record[Item::is_hightech] == 1;
  const bool performs = fixed.uniform() < rd_probability(hightech ? 1.0 : 0.0);
  // The larger the enterprise the lower its R&D intensity; the mean of R&D stays.
  const double intensity =
      spread(rd_elasticity * size_sigma, enterprise.size) / spread(size_sigma, enterprise.size);
  const double mean =
      revenue * intensity * place.model.scales.rd * zone.rd * enterprise.industry->rd;
  const double rd =
      performs ? mean * spread(0.6, fixed.normal()) * spread(0.15, yearly.normal()) : 0.0;
  const double cost = 400.0 * zone.wage * spread(0.3, fixed.normal());  // kCNY a person-year
  record.set(Item::rd_spending, rd);
  record.set(Item::rd_staff_fte, std::min(0.8 * record.get(Item::employees), rd / cost));
  set_bought(place, rd, revenue, yearly, record);
  const bool contracts = fixed.uniform() < (hightech ? 0.35 : 0.1);
  const double contracted = record.get(Item::technology_revenue) * yearly.uniform();
  record.set(Item::technology_contracts, contracts ? contracted : 0.0);
}

void set_property(const Place& place, const Enterprise& enterprise, Record& record) {
  const Industry& industry = *enterprise.industry;
  Draws fixed = enterprise.fixed(place, Purpose::property);
  Draws yearly = enterprise.yearly(place, Purpose::property);
  set_patents(place, fixed, yearly, record);
  set_trademarks(place, enterprise, fixed, yearly, record);
  const double software = industry.software * std::sqrt(0.02 * record.get(Item::employees)) *
                          place.zone.brands * spread(0.8, fixed.normal());
  record[Item::software_copyrights_registered] = count(software, yearly.uniform());
  record[Item::ic_layouts_registered] = count(industry.layouts, yearly.uniform());
  record[Item::plant_varieties_registered] = count(industry.varieties, yearly.uniform());
  record[Item::new_drug_certificates] = count(industry.drugs, yearly.uniform());
  record[Item::protected_tcm_certificates] = count(industry.tcm, yearly.uniform());
}

void set_presence(const Place& place, const Enterprise& enterprise, Record& record) {
  const Zone& zone = place.zone;
  Draws fixed = enterprise.fixed(place, Purpose::presence);
  Draws yearly = enterprise.yearly(place, Purpose::presence);
  const double reach =
      zone.openness * std::exp(0.5 * enterprise.size) * (enterprise.exporter ? 2.0 : 0.6);
  record[Item::overseas_marketing_offices] = count(0.04 * reach, fixed.uniform());
  record[Item::overseas_rd_institutions] = count(0.015 * reach, fixed.uniform());
  record[Item::overseas_production_bases] = count(0.010 * reach, fixed.uniform());
  const double standards = zone.standards * std::exp(0.4 * enterprise.size);
  const std::int64_t new_standards = count(0.012 * standards, yearly.uniform());
  record[Item::international_standards_new] = new_standards;
  record[Item::international_standards] = new_standards + count(0.05 * standards, fixed.uniform());
}

}  // namespace zonerank::sample
