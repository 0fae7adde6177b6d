#pragma once
// A system as it was written, in a file or in C++, before names are looked up and formulas bound.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "zonerank/diagnostics/error.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank::detail {

/// Where a part of a system was written, for messages.
class DraftPlace {
 public:
  /// `place` names the part, and the key of it where one is given.
  DraftPlace(std::string file, std::function<Place(const std::string& key)> place,
             Problems& problems)
      : file_(std::move(file)), place_(std::move(place)), problems_(&problems) {}

  const std::string& file() const { return file_; }
  Place place(const std::string& key = {}) const { return place_(key); }
  void problem(Code code, const std::string& key, Argument value,
               std::vector<Argument> args = {}) const {
    problems_->add(code, place(key), std::move(value), std::move(args));
  }
  /// Adds what `error` says, with this place and key.
  void problem(const std::string& key, const Error& error) const {
    for (Problem found : error.problems()) {
      found.place = found.place.within(place(key));
      problems_->add(std::move(found));
    }
  }

 private:
  std::string file_;
  std::function<Place(const std::string&)> place_;
  Problems* problems_;
};

struct FieldDraft {
  Field item;
  DraftPlace place;
  std::string formula, rollup;
  bool has_unit = true;  ///< else its unit is a mistake that is reported already
};

struct GroupDraft {
  Group item;
  DraftPlace place;
  std::string parent;
};

struct IndicatorDraft {
  Indicator item;
  DraftPlace place;
  std::string formula, group;
  bool has_unit = true;
};

struct CheckDraft {
  Check item;
  DraftPlace place;
  std::string rule;
  std::vector<std::string> fields, except, least;
  std::string per;
};

/// A weight that the file does not give.
inline constexpr double no_weight = -1.0;

struct SystemDraft {
  System system;
  Problems problems;
  std::vector<FieldDraft> fields;
  std::vector<GroupDraft> groups;  ///< groups[0] is overall
  std::vector<IndicatorDraft> indicators;
  std::vector<CheckDraft> checks;
};

/// The factor as the decimal that was written; it must lie above 1 and below `limit`, else it is a
/// problem and `fallback` holds.
void settle_factor(const DraftPlace& place, const std::string& key, double factor, double fallback,
                   double limit, Check& check);

/// Fields of the checks found, rules bound; after the fields themselves.
void build_checks(SystemDraft& draft);

bool is_id(std::string_view text);  ///< letters, digits and _, beginning with a letter

/// A field's name: an id that no formula and no column of keys takes.
void check_field_name(const DraftPlace& place, const std::string& name);

/// The kind of number that figures of the field's level may have.
void check_number(const DraftPlace& place, const Field& field);

/// An id of a group or indicator that nothing else has; `ids` holds those there are, with places.
void check_id(const DraftPlace& place, const std::string& id, bool is_root,
              std::map<std::string, Place>& ids);

/// Fields found, formulas bound and checked, groups put into a tree. Adds to draft.problems.
void build(SystemDraft& draft);

}  // namespace zonerank::detail
