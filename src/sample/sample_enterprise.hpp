#pragma once
// One enterprise of the sample: what it is, and what it reports in a year.

#include <optional>

#include "sample/sample_draws.hpp"
#include "sample/sample_items.hpp"
#include "sample/sample_zones.hpp"

namespace zonerank::sample {

inline constexpr double size_sigma = 1.85;  ///< of the logarithm of revenue, between enterprises

/// Where the record of an enterprise and year is made.
struct Place {
  const Model& model;
  const Zone& zone;
  const ZoneYear& level;
  int year = 0;
};

/// What stays with an enterprise over the years.
struct Enterprise {
  std::int64_t slot = 0;
  const Industry* industry = nullptr;
  std::int64_t industry_position = 0;  ///< in industrial(), then services()
  bool is_industrial = false;
  bool passing = false;        ///< enters or leaves within the years
  double size = 0.0;           ///< standard normal
  double hightech_draw = 0.0;  ///< recognised while below the year's probability
  bool exporter = false;

  Draws fixed(const Place& place, Purpose purpose) const {
    return {place.model.options.seed, purpose, static_cast<std::uint64_t>(slot)};
  }
  Draws yearly(const Place& place, Purpose purpose) const {
    return {place.model.options.seed, purpose, static_cast<std::uint64_t>(slot), place.year};
  }
};

/// The enterprise of a slot, or nothing if it is not there in the year. The first slot of a zone is
/// always there.
std::optional<Enterprise> find_enterprise(const Place& place, std::int64_t slot, bool is_first);

Record make_record(const Place& place, const Enterprise& enterprise);

/// Parts of make_record, in this order: a part reads what the parts before it set.
void set_identity(const Place& place, const Enterprise& enterprise, Record& record);
void set_accounts(const Place& place, const Enterprise& enterprise, Record& record);
void set_people(const Place& place, const Enterprise& enterprise, Record& record);
void set_research(const Place& place, const Enterprise& enterprise, Record& record);
void set_property(const Place& place, const Enterprise& enterprise, Record& record);
void set_presence(const Place& place, const Enterprise& enterprise, Record& record);

}  // namespace zonerank::sample
