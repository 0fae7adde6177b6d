#pragma once
#include "zonerank/system/system_builder.hpp"

#include <cmath>
#include <utility>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/system/detail/system_draft.hpp"

namespace zonerank {
ZONERANK_OWN(system_builder) {

/// What is wrong with a part is told with its name; there is no line.
ZONERANK_INLINE detail::DraftPlace part_place(detail::SystemDraft& draft, const Argument& what) {
  return {draft.system.file,
          [what](const std::string& key) {
            Place place = key;
            place.section = what;
            return place;
          },
          draft.problems};
}

ZONERANK_INLINE double weight_of(const std::optional<double>& weight,
                                 const detail::DraftPlace& place) {
  if (weight && !(*weight >= 0.0 && std::isfinite(*weight))) {
    place.problem(Code::bad_weight, "weight", shortest(*weight));
    return 1.0;
  }
  return weight.value_or(detail::no_weight);
}

/// False where it cannot be read, which is a problem then.
ZONERANK_INLINE bool read_unit(const Units& units, const std::string& text,
                               const detail::DraftPlace& place, Unit& unit) {
  try {
    unit = units.parse(text);
    return true;
  } catch (const Error& error) {
    place.problem("unit", error);
    return false;
  }
}

}  // ZONERANK_OWN(system_builder)

ZONERANK_INLINE SystemBuilder::SystemBuilder(const std::string& id)
    : draft_(std::make_unique<detail::SystemDraft>()) {
  draft_->system.id = id;
  Group overall;
  overall.id = "overall";
  overall.zh = "总分";
  overall.en = "Overall";
  draft_->groups.push_back(
      {std::move(overall), part_place(*draft_, words("system {0}", "体系 {0}", {id})), ""});
}

ZONERANK_INLINE SystemBuilder::SystemBuilder(SystemBuilder&&) noexcept = default;
ZONERANK_INLINE SystemBuilder& SystemBuilder::operator=(SystemBuilder&&) noexcept = default;
ZONERANK_INLINE SystemBuilder::~SystemBuilder() = default;

ZONERANK_INLINE SystemBuilder& SystemBuilder::unit(const std::string& name,
                                                   const std::string& definition) {
  draft_->system.units.define(name, definition);
  return *this;
}

ZONERANK_INLINE SystemBuilder& SystemBuilder::field(const FieldPart& part) {
  detail::DraftPlace place = part_place(*draft_, words("field {0}", "字段 {0}", {part.name}));
  detail::check_field_name(place, part.name);
  if (part.name.empty())
    place.problem(Code::missing_key, "", Argument::name("name"),
                  {words("give the field a name", "请给字段命名")});
  for (const detail::FieldDraft& other : draft_->fields) {
    if (other.item.name == part.name)
      place.problem(Code::duplicate_id, "name", part.name, {other.place.place().text()});
  }
  Field field;
  field.name = part.name;
  field.zh = part.zh;
  field.en = part.en;
  field.number = part.number;
  field.places = part.places;
  field.level = part.level;
  if (part.places < 0 || part.places > 9)
    place.problem(Code::bad_option, "places", std::to_string(part.places),
                  {words("from 0 to 9", "0 到 9")});
  detail::check_number(place, field);
  const bool is_amount = field.is_exact() || field.number == Number::real;
  const bool has_unit = !is_amount || read_unit(draft_->system.units, part.unit, place, field.unit);
  draft_->fields.push_back(
      {std::move(field), std::move(place), part.formula, part.rollup, has_unit});
  return *this;
}

ZONERANK_INLINE SystemBuilder& SystemBuilder::group(const GroupPart& part) {
  detail::DraftPlace place = part_place(*draft_, words("group {0}", "分组 {0}", {part.id}));
  detail::check_id(place, part.id, false, ids_);
  Group group;
  group.id = part.id;
  group.zh = part.zh;
  group.en = part.en;
  group.weight = weight_of(part.weight, place);
  draft_->groups.push_back({std::move(group), std::move(place), part.parent});
  return *this;
}

ZONERANK_INLINE SystemBuilder& SystemBuilder::indicator(const IndicatorPart& part) {
  detail::DraftPlace place = part_place(*draft_, words("indicator {0}", "指标 {0}", {part.id}));
  detail::check_id(place, part.id, false, ids_);
  if (part.formula.empty())
    place.problem(Code::missing_key, "", Argument::name("formula"),
                  {words("say how it is computed", "请写明计算方法")});
  Indicator indicator;
  indicator.id = part.id;
  indicator.zh = part.zh;
  indicator.en = part.en;
  indicator.direction = part.direction;
  indicator.weight = weight_of(part.weight, place);
  indicator.when_empty = part.when_empty;
  const bool has_unit = read_unit(draft_->system.units, part.unit, place, indicator.unit);
  draft_->indicators.push_back(
      {std::move(indicator), std::move(place), part.formula, part.group, has_unit});
  return *this;
}

ZONERANK_INLINE SystemBuilder& SystemBuilder::method(const Setting& setting) {
  draft_->system.method.push_back(setting);
  return *this;
}

ZONERANK_INLINE System SystemBuilder::build() {
  if (draft_->indicators.empty()) {
    draft_->groups[0].place.problem(Code::missing_key, "", Argument::name("indicator"),
                                    {words("add at least one", "请至少添加一个")});
  }
  detail::build(*draft_);
  draft_->problems.raise_errors();
  System system = std::move(draft_->system);
  *this = SystemBuilder(system.id);
  return system;
}

}  // namespace zonerank
