#include "sample/sample_zone_figures.hpp"

#include <algorithm>
#include <cmath>

#include "sample/sample_draws.hpp"

namespace zonerank::sample {
namespace {

constexpr auto figures = std::to_array<Column>({
    {"rd_institutions"},
    {"startup_services"},
    {"industry_services"},
    {"fiscal_spending", 2},
    {"fiscal_science_spending", 2},
    {"fiscal_resources", 2},
    {"zone_gdp", 2},
    {"city_gdp", 2},
    {"new_enterprises"},
    {"technology_smes"},
    {"new_incubatees"},
    {"gazelles_new"},
    {"enterprises_with_national_rd"},
    {"hospitals_and_schools"},
    {"co2", 2},
    {"green_area", 4},
    {"land_area", 4},
    {"house_price", 2},
    {"score_institutions", 1},
    {"score_environment", 1},
    {"score_startup_climate", 1},
    {"score_industry_policy", 1},
    {"score_ecology", 1},
    {"score_compliance", 1},
    {"score_statistics", 1},
    {"institutions_of_all_kinds"},
    {"hightech_recognised_year"},
    {"innovation_services"},
    {"incubated_enterprises"},
    {"hightech_industry_revenue", 2},
    {"ip_held"},
    {"tfp", 4},
    {"imports_exports", 2},
    {"retail_sales", 2},
    {"fixed_investment_zone", 2},
    {"secondary_value_added", 2},
    {"industry_value_added", 2},
    {"tertiary_value_added", 2},
});
static_assert(figures.size() == n_zone_items);

/// Fills one zone's record; `fixed` draws stay over the years, `yearly` ones do not.
class Figures {
 public:
  Figures(const Model& model, std::size_t z, int year, const ZoneSums& sums, double gdp)
      : zone_(model.zones[z]),
        sums_(sums),
        ahead_(year - model.last_year()),
        gdp_(gdp),
        fixed_(model.options.seed, Purpose::zone_figures, z + 1),
        yearly_(model.options.seed, Purpose::zone_figures, z + 1, year) {}

  ZoneRecord record() {
    set_services();
    set_money();
    set_enterprises();
    set_surroundings();
    set_scores();
    set_industries();
    return record_;
  }

 private:
  void set(ZoneItem item, double value) {
    const int places = figures[static_cast<std::size_t>(item)].places;
    record_[static_cast<std::size_t>(item)] = std::llround(value * std::pow(10.0, places));
  }

  /// A level that stays, times a little change every year.
  double level(double sigma, double quality, double change = 0.02) {
    return spread(sigma, fixed_.normal()) * std::exp(quality * zone_.quality) *
           spread(change, yearly_.normal());
  }

  /// A stock: it changes between years only as far as its mean does.
  double stock(double mean) { return static_cast<double>(count(mean, fixed_.uniform())); }
  double flow(double mean) { return static_cast<double>(count(mean, yearly_.uniform())); }

  void set_services() {
    const double n = sums_.enterprises;
    const double rd = stock((6.0 + 0.10 * n) * level(0.4, 0.3, 0.0));
    set(ZoneItem::rd_institutions, rd);
    set(ZoneItem::institutions_of_all_kinds, rd + stock((4.0 + 0.15 * n) * level(0.4, 0.2, 0.0)));
    set(ZoneItem::startup_services, stock((3.0 + 0.008 * n) * level(0.4, 0.3, 0.0)));
    set(ZoneItem::industry_services, stock((2.0 + 0.005 * n) * level(0.4, 0.3, 0.0)));
    set(ZoneItem::innovation_services, stock((8.0 + 0.02 * n) * level(0.4, 0.3, 0.0)));
  }

  void set_money() {
    const double resources = 0.09 * gdp_ * level(0.25, 0.1, 0.04);
    const double spending = resources * std::min(1.2, 0.85 * spread(0.1, yearly_.normal()));
    const double science =
        logistic(-2.2 + 0.3 * zone_.quality + 0.5 * fixed_.normal() + 0.1 * yearly_.normal());
    set(ZoneItem::fiscal_resources, resources);
    set(ZoneItem::fiscal_spending, spending);
    set(ZoneItem::fiscal_science_spending, spending * science);
    set(ZoneItem::zone_gdp, gdp_);
    set(ZoneItem::city_gdp, gdp_ / (0.04 + 0.5 * logistic(-1.0 + 0.8 * fixed_.normal())) *
                                spread(0.01, yearly_.normal()));
    set(ZoneItem::imports_exports,
        std::max(1.02, 1.7 * level(0.2, 0.0)) * std::max(sums_.exports, 0.001 * gdp_));
    set(ZoneItem::retail_sales, 0.25 * gdp_ * level(0.3, 0.0));
    set(ZoneItem::fixed_investment_zone, 0.35 * gdp_ * level(0.3, 0.0, 0.1));
  }

  void set_enterprises() {
    const double n = sums_.enterprises;
    set(ZoneItem::new_enterprises, flow(3.5 * n * level(0.5, 0.2, 0.1)));
    set(ZoneItem::technology_smes, flow(0.35 * n * level(0.4, 0.2, 0.1)));
    set(ZoneItem::new_incubatees, flow(0.15 * n * level(0.5, 0.2, 0.1)));
    set(ZoneItem::incubated_enterprises, stock((10.0 + 0.5 * n) * level(0.4, 0.2, 0.0)));
    const double most = sums_.enterprises;
    set(ZoneItem::gazelles_new, std::min(most, flow(0.02 * n * level(0.4, 0.3, 0.1))));
    set(ZoneItem::enterprises_with_national_rd,
        std::min(most, stock((1.0 + 0.006 * n) * level(0.4, 0.3, 0.0))));
    set(ZoneItem::hightech_recognised_year,
        std::min(sums_.hightech, flow(0.33 * sums_.hightech * level(0.15, 0.0, 0.1))));
    set(ZoneItem::hightech_industry_revenue,
        sums_.hightech_revenue + 0.25 * (sums_.revenue - sums_.hightech_revenue));
    set(ZoneItem::ip_held, sums_.patents_and_trademarks + stock(4.0 * n * level(0.3, 0.2, 0.0)));
  }

  void set_surroundings() {
    const double land = 15.0 + 60.0 * level(0.8, 0.1, 0.0);  // km2
    set(ZoneItem::land_area, land);
    set(ZoneItem::green_area,
        land * (0.15 + 0.35 * logistic(0.7 * fixed_.normal() + 0.05 * yearly_.normal())));
    set(ZoneItem::house_price,
        9'000.0 * level(0.35, 0.3, 0.02) * std::exp(0.05 * ahead_));  // CNY/m2
    set(ZoneItem::hospitals_and_schools, stock(15.0 + 60.0 * level(0.5, 0.2, 0.0)));
    const double use = std::max(sums_.energy, 1e-6 * gdp_);
    set(ZoneItem::co2, 2.7 * use * level(0.2, 0.0, 0.05));  // tonne from tce
    set(ZoneItem::tfp, 1.02 + 0.02 * zone_.quality + 0.03 * fixed_.normal() +
                           0.01 * yearly_.normal() + 0.01 * ahead_);
  }

  void set_scores() {
    constexpr auto last = static_cast<std::size_t>(ZoneItem::score_statistics);
    for (auto i = static_cast<std::size_t>(ZoneItem::score_institutions); i <= last; ++i) {
      const double score =
          80.0 + 4.0 * zone_.quality + 5.0 * fixed_.normal() + 1.5 * yearly_.normal();
      set(static_cast<ZoneItem>(i), std::clamp(score, 40.0, 100.0));
    }
  }

  void set_industries() {
    const double primary = 0.02 * gdp_ * fixed_.uniform();
    const double secondary = (gdp_ - primary) * std::min(0.85, zone_.industrial + 0.12) *
                             std::min(1.1, spread(0.01, yearly_.normal()));
    set(ZoneItem::secondary_value_added, secondary);
    set(ZoneItem::industry_value_added, secondary * (0.8 + 0.15 * fixed_.uniform()));
    set(ZoneItem::tertiary_value_added, gdp_ - primary - secondary);
  }

  const Zone& zone_;
  const ZoneSums& sums_;
  double ahead_;  // years after the last one, <= 0
  double gdp_;    // kCNY
  Draws fixed_;
  Draws yearly_;
  ZoneRecord record_{};
};

/// GDP of each zone [kCNY]: the value added of its enterprises and of everything else in the zone.
std::vector<double> zone_gdp(const Model& model, int year, std::span<const ZoneSums> sums) {
  std::vector<double> result;
  double relative = 0.0;
  double enterprises = 0.0;
  for (std::size_t z = 0; z < sums.size(); ++z) {
    Draws fixed(model.options.seed, Purpose::zone_gdp, z + 1);
    Draws yearly(model.options.seed, Purpose::zone_gdp, z + 1, year);
    const double added = std::max(sums[z].value_added, 0.05 * sums[z].revenue);
    result.push_back(added * spread(0.1, fixed.normal()) * spread(0.01, yearly.normal()));
    relative += result.back();
    enterprises += sums[z].enterprises;
  }
  const double growth = std::exp(0.04 * (year - model.last_year()));
  for (double& gdp : result) gdp *= gdp_per_enterprise * enterprises * growth / relative;
  return result;
}

}  // namespace

std::span<const Column> zone_columns() { return figures; }

void ZoneSums::add(const Record& record) {
  enterprises += 1.0;
  const bool is_hightech = record[Item::is_hightech] == 1;
  if (is_hightech) hightech += 1.0;
  revenue += record.get(Item::revenue);
  if (is_hightech) hightech_revenue += record.get(Item::revenue);
  exports += record.get(Item::exports);
  value_added += record.get(Item::taxes_surcharges) - record.get(Item::fair_value_gain) -
                 record.get(Item::investment_income) + record.get(Item::operating_profit) +
                 record.get(Item::vat_payable) + record.get(Item::payroll) +
                 record.get(Item::depreciation);
  energy += record.get(Item::energy);
  patents_and_trademarks +=
      record.get(Item::invention_patents_held) + record.get(Item::trademarks_held);
}

void ZoneSums::add(const ZoneSums& other) {
  enterprises += other.enterprises;
  hightech += other.hightech;
  revenue += other.revenue;
  hightech_revenue += other.hightech_revenue;
  exports += other.exports;
  value_added += other.value_added;
  energy += other.energy;
  patents_and_trademarks += other.patents_and_trademarks;
}

std::vector<ZoneRecord> zone_figures(const Model& model, int year, std::span<const ZoneSums> sums) {
  const std::vector<double> gdp = zone_gdp(model, year, sums);
  std::vector<ZoneRecord> result;
  for (std::size_t z = 0; z < sums.size(); ++z) {
    result.push_back(Figures(model, z, year, sums[z], gdp[z]).record());
  }
  return result;
}

}  // namespace zonerank::sample
