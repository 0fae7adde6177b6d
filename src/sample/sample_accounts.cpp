// What an enterprise of the sample reports of its accounts and its people.

#include <algorithm>
#include <cmath>

#include "sample/sample_enterprise.hpp"

namespace zonerank::sample {
namespace {

constexpr double labor_elasticity = 0.75;  // of employees to revenue, between enterprises

void set_employees(const Place& place, const Enterprise& enterprise, Draws& fixed, Draws& yearly,
                   Record& record) {
  const double mean = place.model.scales.employees * place.zone.labor * place.level.labor *
                      enterprise.industry->labor * (enterprise.passing ? passing_employees : 1.0);
  const double employees = mean * spread(labor_elasticity * size_sigma, enterprise.size) *
                           spread(0.7, fixed.normal()) * spread(0.08, yearly.normal());
  record.set(Item::employees, std::max(1.0, employees));
}

void set_revenue(const Place& place, const Enterprise& enterprise, Draws& fixed, Draws& yearly,
                 Record& record) {
  const Zone& zone = place.zone;
  const Industry& industry = *enterprise.industry;
  const double mean = place.model.scales.revenue * zone.revenue * place.level.revenue *
                      industry.revenue * (enterprise.passing ? passing_revenue : 1.0);
  const double revenue = mean * spread(size_sigma, enterprise.size) * spread(0.25, yearly.normal());
  record.set(Item::revenue, revenue);
  const double output = revenue * place.model.scales.output * spread(0.12, yearly.normal());
  record.set(Item::gross_output, enterprise.is_industrial ? output : 0.0);
  const double technology = std::clamp(industry.technology * zone.technology, 0.001, 0.9);
  record.set(Item::technology_revenue, revenue * share(technology, fixed.uniform()));
  const double exported = std::min(0.85, place.model.scales.exports * zone.exports);
  const double exports = revenue * share(exported, fixed.uniform());
  record.set(Item::exports, enterprise.exporter ? exports : 0.0);
  const double services = std::clamp(industry.service_exports * zone.service_exports, 0.001, 0.9);
  record.set(Item::technology_service_exports,
             record.get(Item::exports) * share(services, fixed.uniform()));
}

void set_results(const Place& place, Draws& fixed, Draws& yearly, Record& record) {
  const double revenue = record.get(Item::revenue);
  const double margin = place.model.scales.margin * place.zone.margin + 0.07 * fixed.normal() +
                        0.05 * yearly.normal();
  record.set(Item::net_profit, revenue * margin);
  // Income tax stands between operating and net profit; losses are hardly taxed.
  const double before_tax = (margin > 0.0 ? 1.12 : 0.95) + 0.05 * yearly.uniform();
  record.set(Item::operating_profit, revenue * margin * before_tax);
  const bool invests = fixed.uniform() < 0.15;
  const double income = revenue * 0.03 * spread(0.8, yearly.normal());
  record.set(Item::investment_income, invests ? (yearly.uniform() < 0.1 ? -income : income) : 0.0);
  const bool revalues = yearly.uniform() < 0.03;
  const double gain = revenue * 0.01 * yearly.normal();
  record.set(Item::fair_value_gain, revalues ? gain : 0.0);
  const double assets = revenue * 0.72 * place.zone.capital * spread(0.6, fixed.normal());
  record.set(Item::net_assets, fixed.uniform() < 0.04 ? -0.3 * assets : assets);
}

void set_taxes(const Place& place, Draws& fixed, Draws& yearly, Record& record) {
  const double base = record.get(Item::revenue) * place.zone.taxes * place.level.taxes *
                      spread(0.4, fixed.normal());
  record.set(Item::taxes_paid, base * place.model.scales.taxes * spread(0.15, yearly.normal()));
  record.set(Item::vat_payable, base * 0.022 * spread(0.15, yearly.normal()));
  record.set(Item::taxes_surcharges, base * 0.007 * spread(0.15, yearly.normal()));
}

void set_costs(const Place& place, const Enterprise& enterprise, Draws& fixed, Draws& yearly,
               Record& record) {
  const Zone& zone = place.zone;
  const double revenue = record.get(Item::revenue);
  const double wage = 125.0 * zone.wage * std::exp(0.04 * (place.year - place.model.last_year())) *
                      spread(0.3, fixed.normal()) * spread(0.05, yearly.normal());  // kCNY a person
  record.set(Item::payroll, record.get(Item::employees) * wage);
  record.set(Item::depreciation, revenue * 0.028 * zone.capital * spread(0.5, fixed.normal()));
  const double intensity = 0.010 * enterprise.industry->energy * zone.energy *
                           spread(0.6, fixed.normal()) * spread(0.08, yearly.normal());  // tce/kCNY
  const bool above_scale = enterprise.is_industrial && revenue >= 20'000.0;
  record.set(Item::energy, above_scale ? revenue * intensity : 0.0);
}

void set_investment(const Place& place, const Enterprise& enterprise, Draws& yearly,
                    Record& record) {
  const Zone& zone = place.zone;
  const double revenue = record.get(Item::revenue);
  const bool builds = yearly.uniform() < 0.55;
  const double fixed_investment =
      revenue * 0.06 * zone.investment * place.level.investment * spread(0.8, yearly.normal());
  record.set(Item::fixed_investment, builds ? fixed_investment : 0.0);
  const double goes_abroad = std::min(0.5, 0.02 * zone.openness * std::exp(0.6 * enterprise.size));
  const bool abroad = yearly.uniform() < goes_abroad;
  const double outward = revenue * 0.03 * spread(1.0, yearly.normal());
  record.set(Item::outward_investment, abroad ? outward : 0.0);
  const bool hightech = record[Item::is_hightech] == 1;
  const bool backed = yearly.uniform() < std::min(0.3, zone.venture * (hightech ? 0.03 : 0.01));
  const double venture = 8'000.0 * spread(1.3, yearly.normal());  // kCNY
  record.set(Item::venture_capital, backed ? venture : 0.0);
}

}  // namespace

void set_accounts(const Place& place, const Enterprise& enterprise, Record& record) {
  Draws fixed = enterprise.fixed(place, Purpose::accounts);
  Draws yearly = enterprise.yearly(place, Purpose::accounts);
  set_employees(place, enterprise, fixed, yearly, record);
  set_revenue(place, enterprise, fixed, yearly, record);
  set_results(place, fixed, yearly, record);
  set_taxes(place, fixed, yearly, record);
  set_costs(place, enterprise, fixed, yearly, record);
  set_investment(place, enterprise, yearly, record);
}

void set_people(const Place& place, const Enterprise& enterprise, Record& record) {
  const Zone& zone = place.zone;
  Draws fixed = enterprise.fixed(place, Purpose::people);
  Draws yearly = enterprise.yearly(place, Purpose::people);
  const std::int64_t employees = record[Item::employees];
  const double staff = static_cast<double>(employees);
  const double educated =
      logistic(enterprise.industry->skill + zone.skill - 0.5 + 0.7 * fixed.normal());
  const double higher = logistic(-1.9 + zone.degrees + 0.6 * fixed.normal());  // of the educated
  const std::int64_t postgraduates =
      std::min(employees, whole(staff * educated * higher, yearly.uniform()));
  record[Item::postgraduates] = postgraduates;
  record[Item::bachelors] = std::min(employees - postgraduates,
                                     whole(staff * educated * (1.0 - higher), yearly.uniform()));
  const double doctoral = std::min(0.8, 0.1 * spread(0.6, fixed.normal()));
  const std::int64_t doctors =
      whole(static_cast<double>(postgraduates) * doctoral, yearly.uniform());
  record[Item::doctors] = std::min(postgraduates, doctors);
  const std::int64_t rest = postgraduates - record[Item::doctors];
  record[Item::masters] = std::min(rest, whole(0.97 * static_cast<double>(rest), yearly.uniform()));
  const double returned = 0.007 * staff * zone.openness * spread(0.8, fixed.normal());
  record[Item::returned_overseas_staff] = std::min(employees, count(returned, yearly.uniform()));
  const double foreign = 0.003 * staff * zone.openness * spread(0.8, fixed.normal());
  record[Item::foreign_staff] = std::min(employees, count(foreign, yearly.uniform()));
}

}  // namespace zonerank::sample
