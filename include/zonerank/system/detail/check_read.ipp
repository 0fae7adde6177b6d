#pragma once
// [[check]] tables, read key by key.

#include <algorithm>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/system/detail/check_read.hpp"

namespace zonerank::detail {
ZONERANK_OWN(check_read) {

using Kind = Check::Kind;

ZONERANK_INLINE const std::vector<std::string> kind_names = {
    "balance", "sign", "jump", "unit-slip", "unlike-zone", "missing", "off"};
constexpr std::size_t off = 6;

ZONERANK_INLINE void read_keys(TomlReader& reader, CheckDraft& draft) {
  Check& check = draft.item;
  check.zh = reader.text_or("zh", "");
  check.en = reader.text_or("en", "");
  check.note = reader.text_or("note", "");
  check.level = reader.choice("level", {"enterprise", "zone"}) == std::size_t{1}
                    ? Level::zone
                    : Level::enterprise;
  const auto severity = reader.choice("severity", {"error", "query"});
  check.is_error = severity ? *severity == 0 : check.kind <= Kind::sign;
  if (check.kind == Kind::balance) {
    draft.rule = reader.required_text(
        "rule", words("write the condition that must hold", "请写出必须满足的条件"));
    return;
  }
  draft.fields = reader.texts("fields");
  draft.except = reader.texts("except");
  if (check.kind != Kind::sign) draft.least = reader.texts("least");
  check.least_text = join(draft.least, ", ");
  if (check.kind == Kind::jump)
    settle_factor(reader, "factor", reader.number("factor").value_or(5.0), 5.0, 1e6, check);
  const bool near_power = check.kind == Kind::unit_slip || check.kind == Kind::unlike_zone;
  if (near_power)
    settle_factor(reader, "within", reader.number("within").value_or(2.0), 2.0, 3.1, check);
  if (check.kind == Kind::unlike_zone)
    draft.per = reader.required_text(
        "per", words("name the field of persons to divide by", "请写出作为除数的人数字段"));
}

/// Of an unknown kind every key may be right.
ZONERANK_INLINE void pass_keys(TomlReader& reader) {
  for (const char* key : {"zh", "en", "note", "level", "severity", "rule", "per"})
    reader.text_or(key, "");
  for (const char* key : {"fields", "except", "least"}) reader.texts(key);
  for (const char* key : {"factor", "within"}) reader.number(key);
}

}  // ZONERANK_OWN(check_read)

ZONERANK_INLINE void read_check(SystemDraft& draft, TomlReader& reader) {
  CheckDraft check{{}, reader, {}, {}, {}, {}, {}};
  check.item.id = reader.required_text("id", words("give the check an id", "请给出规则的 id"));
  reader.rename("[[check]] " + check.item.id);
  if (!check.item.id.empty() && !is_id(check.item.id))
    reader.problem(Code::bad_id, "id", check.item.id);
  const auto same = std::find_if(draft.checks.begin(), draft.checks.end(),
                                 [&](const auto& other) { return other.item.id == check.item.id; });
  const bool is_known = same != draft.checks.end();
  if (is_known && same->place.file() == reader.file()) {
    reader.problem(Code::duplicate_id, "id", check.item.id, {same->place.place().text()});
  }
  const auto kind = reader.choice("kind", kind_names);
  if (!reader.has("kind")) {
    reader.problem(Code::missing_key, "", Argument::name("kind"),
                   {words("write balance, sign, jump, unit-slip, unlike-zone, missing or off",
                          "请写 balance、sign、jump、unit-slip、unlike-zone、missing 或 off")});
  }
  if (kind == off) {
    std::vector<std::string> ids;
    for (const CheckDraft& other : draft.checks) ids.push_back(other.item.id);
    if (is_known)
      draft.checks.erase(same);
    else
      reader.problem(Code::unknown_value, "id", check.item.id, {suggestion(check.item.id, ids)});
    return;
  }
  check.item.kind = static_cast<Kind>(kind.value_or(0));
  if (kind)
    read_keys(reader, check);
  else
    pass_keys(reader);
  check.place = reader;
  if (is_known)
    *same = std::move(check);
  else if (kind)
    draft.checks.push_back(std::move(check));
}

}  // namespace zonerank::detail
