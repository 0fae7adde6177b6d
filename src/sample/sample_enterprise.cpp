#include "sample/sample_enterprise.hpp"

#include <algorithm>
#include <cmath>

namespace zonerank::sample {
namespace {

/// Years counted from the first one.
struct Life {
  int enters = 0;
  double leaves = 0.0;  ///< first year in which it is not there
};

/// The cohort of a uniform u: the enterprises of the first year, then the entrants of each year,
/// which grow with the number of enterprises.
int entry_year(const Place& place, double u) {
  const Zone& zone = place.zone;
  const int years = place.model.options.years;
  const double growth = zone.birth_rate - death_rate;
  const double first = std::pow(1.0 + growth, 1 - years);
  const double ever = first + zone.birth_rate / growth * (1.0 - first);
  const double entrants = u * ever - first;
  if (entrants <= 0.0) return 0;
  const double year = std::log1p(entrants / first * growth / zone.birth_rate) / std::log1p(growth);
  return std::min(years - 1, 1 + static_cast<int>(year));
}

Life life(const Place& place, std::int64_t slot) {
  Draws draws(place.model.options.seed, Purpose::life, static_cast<std::uint64_t>(slot));
  const int enters = entry_year(place, draws.uniform());
  const double stays = 1.0 + std::floor(std::log(draws.uniform()) / std::log1p(-death_rate));
  return {enters, enters + stays};
}

void choose_industry(const Place& place, Enterprise& enterprise, double u) {
  const Model& model = place.model;
  enterprise.is_industrial = u < place.zone.industrial;
  const double within = enterprise.is_industrial
                            ? u / place.zone.industrial
                            : (u - place.zone.industrial) / (1.0 - place.zone.industrial);
  const std::vector<double>& sums =
      enterprise.is_industrial ? model.industrial_sum : model.services_sum;
  const auto found = std::upper_bound(sums.begin(), sums.end() - 1, within) - sums.begin();
  const std::span<const Industry> table = enterprise.is_industrial ? industrial() : services();
  enterprise.industry = &table[static_cast<std::size_t>(found)];
  enterprise.industry_position = found + (enterprise.is_industrial ? 0 : std::ssize(industrial()));
}

/// YYYYMM of going public, from draws that stay.
int listing_month(const Place& place, Draws& draws) {
  const int age = static_cast<int>(-9.0 * std::log(draws.uniform()));
  const int year = std::max(1990, place.model.last_year() - age);
  return year * 100 + 1 + static_cast<int>(12.0 * draws.uniform());
}

}  // namespace

std::optional<Enterprise> find_enterprise(const Place& place, std::int64_t slot, bool is_first) {
  const int years = place.model.options.years;
  const int now = place.year - place.model.options.first_year;
  const Life time = is_first ? Life{.leaves = static_cast<double>(years)} : life(place, slot);
  if (now < time.enters || now >= time.leaves) return std::nullopt;
  Enterprise enterprise;
  enterprise.slot = slot;
  enterprise.passing = time.enters > 0 || time.leaves < years;
  Draws draws = enterprise.fixed(place, Purpose::identity);
  choose_industry(place, enterprise, draws.uniform());
  enterprise.hightech_draw = draws.uniform();
  enterprise.exporter = draws.uniform() < export_probability(place.zone, *enterprise.industry);
  enterprise.size = draws.normal();
  return enterprise;
}

void set_identity(const Place& place, const Enterprise& enterprise, Record& record) {
  const Zone& zone = place.zone;
  const Industry& industry = *enterprise.industry;
  Draws draws = enterprise.fixed(place, Purpose::status);
  const double hightech = hightech_probability(zone, industry) * place.level.hightech;
  record[Item::industry] = enterprise.industry_position;
  record[Item::is_domestic] = draws.uniform() < std::min(0.4, 0.07 * zone.openness) ? 2 : 1;
  record[Item::is_hightech] = enterprise.hightech_draw < hightech ? 1 : 2;
  record[Item::is_hightech_service] = draws.uniform() < industry.hightech_service ? 1 : 0;
  record[Item::is_digital] = draws.uniform() < industry.digital ? 1 : 0;
  const double goes_public = std::min(0.6, 0.007 * zone.listed * std::exp(enterprise.size));
  const bool ever = draws.uniform() < goes_public;
  const int month = listing_month(place, draws);
  const bool listed = ever && month / 100 <= place.year;
  record[Item::is_listed] = listed ? 1 : 0;
  record[Item::listing_month] = listed ? month : blank;
}

Record make_record(const Place& place, const Enterprise& enterprise) {
  Record record;
  set_identity(place, enterprise, record);
  set_accounts(place, enterprise, record);
  set_people(place, enterprise, record);
  set_research(place, enterprise, record);
  set_property(place, enterprise, record);
  set_presence(place, enterprise, record);
  return record;
}

}  // namespace zonerank::sample
