#pragma once
// A system put together in C++, without a file.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "zonerank/system/system.hpp"

namespace zonerank {

namespace detail {
struct SystemDraft;
}

/// What a [[field]] of a system file says; see docs/systems.md.
struct FieldPart {
  std::string name = {};
  std::string unit = {};  ///< "kCNY", "person / km2"; of counts, decimals and reals
  Number number = Number::real;
  int places = 0;  ///< of decimals: digits behind the point
  Level level = Level::zone;
  std::string formula = {};  ///< of a derived figure of enterprises
  std::string rollup = {};   ///< "sum(revenue, state == 1)"
  std::string zh = {}, en = {};
};

/// What a [[group]] says.
struct GroupPart {
  std::string id = {};
  std::string parent = "overall";
  std::optional<double> weight = {};  ///< every child of a group has one, or none: equal weights
  std::string zh = {}, en = {};
};

/// What an [[indicator]] says.
struct IndicatorPart {
  std::string id = {};
  std::string group = "overall";
  std::string unit = {};
  std::string formula = {};
  Direction direction = Direction::more_is_better;
  std::optional<double> weight = {};
  std::optional<double> when_empty = {};
  std::string zh = {}, en = {};
};

/// Parts may be added in any order; what they say is looked at by build(), as a file's is.
///
///     System system = SystemBuilder("own")
///                         .field({.name = "patents", .unit = "item"})
///                         .field({.name = "staff", .unit = "person"})
///                         .indicator({.id = "density", .unit = "item / person", .formula =
///                         "patents / staff"}) .build();
class SystemBuilder {
 public:
  explicit SystemBuilder(const std::string& id);
  SystemBuilder(SystemBuilder&&) noexcept;
  SystemBuilder& operator=(SystemBuilder&&) noexcept;
  ~SystemBuilder();

  /// A unit of the system's own: unit("hectare", "10000 m2"); before the parts that use it.
  SystemBuilder& unit(const std::string& name, const std::string& definition);
  SystemBuilder& field(const FieldPart& part);
  SystemBuilder& group(const GroupPart& part);
  SystemBuilder& indicator(const IndicatorPart& part);
  SystemBuilder& method(const Setting& setting);  ///< a key of [method]

  /// The checked system; the builder is empty after it.
  /// @throws Error with every mistake: the part, the key, and what would be right
  System build();

 private:
  std::unique_ptr<detail::SystemDraft> draft_;
  std::map<std::string, Place> ids_;
};

}  // namespace zonerank
