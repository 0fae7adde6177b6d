#pragma once
// What the ranking would be with other figures.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "zonerank/ranking/pipeline.hpp"

namespace zonerank {

/// Another figure of a zone, or another value of an indicator, in the unit of the field or of the
/// indicator.
struct Edit {
  enum class Kind {
    set,      ///< the amount
    add,      ///< what it is, and the amount
    percent,  ///< what it is, and that many per cent of it
    blank,    ///< none
  };
  std::string zone;
  /// Of a field, or the id of an indicator; "indicator:ID" where a field has the same name.
  std::string name;
  Kind kind = Kind::set;
  double amount = 0.0;
  int year = 0;  ///< of a field; 0: the year that is ranked
};

/// An edit as people write it: "1200" or "=-5" sets, "+200" or "-200" adds, "+10 %" or "-10%" adds
/// per cent of what it is, "blank" takes it away.
/// @throws Error bad-option for any other text
Edit read_edit(std::string zone, std::string name, std::string_view text, int year = 0);

/// Whether edits may break rules of the system's check list: a part above its whole.
enum class Rules { kept, ignored };

/// The table with other figures. A name that is both a field and an indicator is the field, and
/// "indicator:NAME" the indicator. Per cents of counts and decimals are rounded to the field's
/// places, halves away from 0. Other figures stay as they are, those too that were rolled up from
/// the same enterprises.
/// @throws Error as what_if()
ZoneTable with_edits(const ZoneTable& table, const System& system, int year,
                     std::span<const Edit> edits, Rules rules = Rules::kept);

/// rank() with other figures: bounds learned from the zones, data-driven weights and all scores and
/// ranks move with them. Edits are made in their order, those of fields before those of indicators.
/// An indicator's edit takes the place of what its formula gives, before gaps are filled.
/// @throws Error unknown-zone, bad-option (with the nearest names of fields and indicators, where a
///               figure is changed that is not there, where an amount has more places than the
///               field, or where the figures break a rule of the system's check list whose breach
///               is an error: below 0, a part above its whole); those of rank()
Ranking what_if(const ZoneTable& table, const System& system, const RankOptions& options,
                std::span<const Edit> edits, Rules rules = Rules::kept);

}  // namespace zonerank
