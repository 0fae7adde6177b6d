#pragma once
// A system file to a System: every mistake is collected before it fails.

#include <algorithm>
#include <cmath>
#include <deque>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "zonerank/core/build.hpp"
#include "zonerank/core/text.hpp"
#include "zonerank/system/detail/check_read.hpp"
#include "zonerank/system/detail/embedded.hpp"
#include "zonerank/system/detail/system_draft.hpp"
#include "zonerank/system/system.hpp"

namespace zonerank {
ZONERANK_OWN(system_read) {

using detail::is_id;
using detail::SystemDraft;
using detail::TomlReader;

ZONERANK_INLINE const std::vector<std::string> status_names = {
    "document", "verified", "implementation", "seed",
    "inferred", "supplied", "assumed",        "secondary source"};

constexpr std::uintmax_t longest_file = std::uintmax_t{16} << 20;  ///< bytes

ZONERANK_INLINE void check_length(const std::string& file, std::uintmax_t size) {
  if (size <= longest_file) return;
  fail(Code::over_limit, Place::in_file(file), words("{0} bytes", "{0} 字节", {size}),
       {words("the file of a system is too long", "体系文件过长"),
        words("{0} bytes", "{0} 字节", {longest_file}),
        words("keep what describes the system, and put the data into a table",
              "请只保留对体系的描述，数据放入表格")});
}

/// Refuses keys of many parts (a.b.c ...), each of which is a table inside the one before.
ZONERANK_INLINE void check_keys(std::string_view text, const std::string& file) {
  constexpr int most_parts = 64;
  int line = 1;
  int parts = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      const std::string three(3, c);
      const bool is_long = text.substr(i).starts_with(three);
      const std::size_t width = is_long ? 3 : 1;
      for (i += width; i < text.size(); ++i) {
        if (text[i] == '\n') ++line;
        if (text[i] == '\n' && !is_long) break;
        if (c == '"' && text[i] == '\\')
          ++i;
        else if (is_long ? text.substr(i).starts_with(three) : text[i] == c)
          break;
      }
      i += width - 1;
    } else if (c == '#') {
      i = std::min(text.find('\n', i), text.size()) - 1;
    } else if (c == '.') {
      if (++parts <= most_parts) continue;
      fail(Code::over_limit, Place::in_file(file, line),
           words("more than {0} parts", "超过 {0} 级", {most_parts}),
           {words("a key has too many parts", "键的层级过多"), std::to_string(most_parts),
            words("write a shorter key", "请写较短的键")});
    } else if (c == '\n' || c == ',' || c == '=' || c == '[' || c == ']' || c == '{' || c == '}') {
      parts = 1;
      if (c == '\n') ++line;
    }
  }
}

ZONERANK_INLINE std::string read_file(const std::string& path) {
  std::error_code ignored;
  std::ifstream file;
  // A pipe would wait for its writer, and a device may never end.
  if (std::filesystem::is_regular_file(path, ignored)) file.open(path, std::ios::binary);
  if (!file.is_open())
    fail(Code::unreadable_file, Place::in_file(path), {},
         {words("it does not exist or is not a file", "不存在或不是文件")});
  check_length(path, std::filesystem::file_size(path, ignored));
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

ZONERANK_INLINE const detail::EmbeddedFile* embedded(std::string_view id) {
  for (const auto& file : detail::embedded_files()) {
    if (file.id == id) return &file;
  }
  return nullptr;
}

ZONERANK_INLINE toml::table parse_toml(std::string_view text, const std::string& file) {
  check_length(file, text.size());
  check_keys(text, file);
  try {
    return toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    fail(Code::toml_syntax, detail::place_of(file, error.source()), {},
         {std::string(error.description())});
  }
}

class SystemReader {
 public:
  SystemReader(std::string_view text, const std::string& file) {
    system_.file = file;
    tables_.push_back(parse_toml(text, file));
  }

  System read() {
    const toml::table& root = tables_.front();
    TomlReader top(root, system_.file, words("top level", "顶层"), problems_);
    read_head(root);
    read_parts(root, system_.file);
    read_groups(root);
    read_indicators(root);
    each(root, "zone", system_.file, [this](TomlReader& reader) { read_zone(reader); });
    if (const auto* method = table_of(root, "method", system_.file)) read_method(*method);
    check_keys(top, {"system", "units", "field", "item", "group", "indicator", "check", "method",
                     "zone", "read"});
    if (const auto* read = table_of(root, "read", system_.file)) {
      TomlReader reader(*read, system_.file, Argument::name("[read]"), problems_);
      system_.missing = reader.texts("missing");
      reader.finish();
    }
    detail::build(draft_);
    problems_.raise_errors();
    return std::move(system_);
  }

 private:
  void check_keys(const TomlReader& top, const std::vector<std::string>& known) {
    for (const std::string& key : top.keys()) {
      if (std::find(known.begin(), known.end(), key) == known.end()) {
        top.problem(Code::unknown_key, key, key, {suggestion(key, known)});
      }
    }
  }

  void read_head(const toml::table& root) {
    const toml::table* const table = table_of(root, "system", system_.file);
    if (table == nullptr) {
      if (root.contains("system")) return;
      problems_.add(Code::missing_key, Place::in_file(system_.file, 1), Argument::name("system"),
                    {words("begin the file with [system] and id = \"...\"",
                           "文件请以 [system] 和 id = \"...\" 开头")});
      return;
    }
    TomlReader reader(*table, system_.file, Argument::name("[system]"), problems_);
    system_.id =
        reader.required_text("id", words("give the system a short name", "请给体系一个简短名称"));
    system_.zh = reader.text_or("zh", "");
    system_.en = reader.text_or("en", "");
    system_.document = reader.text_or("document", "");
    system_.note = reader.text_or("note", "");
    const std::int64_t offset = reader.integer("evaluation_offset").value_or(0);
    if (offset < -100 || offset > 100) {
      reader.problem(Code::wrong_type, "evaluation_offset", std::to_string(offset),
                     {words("years from -100 to 100", "-100 到 100 年")});
    } else {
      system_.evaluation_offset = static_cast<int>(offset);
    }
    const auto fields = reader.text("fields");
    system_.zone_titles = reader.texts("zone");
    reader.finish();
    if (fields) read_dictionary(reader, *fields);
  }

  /// Fields, units and form items of another file: one that ships, or a path beside this file.
  void read_dictionary(const TomlReader& reader, const std::string& name) {
    try {
      const auto* shipped = embedded(name);
      const std::string path = shipped != nullptr ? name + ".toml" : beside(name);
      tables_.push_back(
          parse_toml(shipped != nullptr ? std::string(shipped->text) : read_file(path), path));
      TomlReader top(tables_.back(), path, words("top level", "顶层"), problems_);
      check_keys(top, {"units", "field", "item", "check"});
      read_parts(tables_.back(), path);
    } catch (const Error& error) {
      reader.problem("fields", error);
    }
  }

  /// A file in the system's folder; its ending may be left out.
  std::string beside(const std::string& name) const {
    std::filesystem::path path = std::filesystem::path(system_.file).parent_path() / name;
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored) && std::filesystem::exists(path.string() + ".toml"))
      path += ".toml";
    return path.string();
  }

  static Place place_of_key(const toml::source_region& source, const std::string& file,
                            Argument key) {
    Place place = detail::place_of(file, source);
    place.section = std::move(key);
    return place;
  }

  /// The table [key], if it is there; another kind of value is a mistake.
  const toml::table* table_of(const toml::table& root, const std::string& key,
                              const std::string& file) {
    const toml::node* const node = root.get(key);
    if (node == nullptr || node->is_table()) return node == nullptr ? nullptr : node->as_table();
    problems_.add(Code::wrong_type,
                  place_of_key(node->source(), file, words("key {0}", "键 {0}", {key})),
                  detail::shown(*node), {words("a table, [{0}]", "表 [{0}]", {key})});
    return nullptr;
  }

  void read_parts(const toml::table& root, const std::string& file) {
    if (const auto* units = table_of(root, "units", file)) {
      TomlReader reader(*units, file, Argument::name("[units]"), problems_);
      std::vector<std::string> names = reader.keys();
      std::stable_sort(names.begin(), names.end(), [&](const auto& a, const auto& b) {
        return units->get(a)->source().begin.line < units->get(b)->source().begin.line;
      });  // a unit may be defined by one that stands before it
      for (const std::string& name : names) {
        const auto definition = reader.text(name);
        if (!definition) continue;
        try {
          system_.units.define(name, *definition);
        } catch (const Error& error) {
          reader.problem(name, error);
        }
      }
    }
    each(root, "item", file, [this](TomlReader& reader) {
      FormItem item;
      item.form = reader.required_text("form", words("name the form", "请写出报表名称"));
      item.code =
          reader.required_text("code", words("give the code of the item", "请写出项目代码"));
      item.zh = reader.required_text("zh", words("give the title of the item", "请写出项目标题"));
      item.unit = reader.text_or("unit", "");
      system_.forms.push_back(std::move(item));
    });
    each(root, "field", file, [this](TomlReader& reader) { read_field(reader); });
    each(root, "check", file, [this](TomlReader& reader) { detail::read_check(draft_, reader); });
  }

  template <class F>
  void each(const toml::table& root, const std::string& key, const std::string& file, F read_one) {
    const toml::node* const node = root.get(key);
    if (node == nullptr) return;
    const toml::array* const array = node->as_array();
    if (array == nullptr || !array->is_array_of_tables()) {
      problems_.add(
          Code::wrong_type, place_of_key(node->source(), file, words("key {0}", "键 {0}", {key})),
          detail::shown(*node), {words("a list of tables, [[{0}]]", "表的列表 [[{0}]]", {key})});
      return;
    }
    const std::size_t most = key == "item" ? 20'000 : key == "group" ? 1'000 : 5'000;
    if (array->size() > most) {
      problems_.add(Code::over_limit, place_of_key(node->source(), file, "[[" + key + "]]"),
                    words("{0} tables", "{0} 个表", {array->size()}),
                    {words("there are too many tables", "表过多"), std::to_string(most),
                     words("split the system", "请拆分体系")});
      problems_.raise_errors();
    }
    for (const toml::node& item : *array) {
      TomlReader reader(*item.as_table(), file, "[[" + key + "]]", problems_);
      read_one(reader);
      reader.finish();
    }
  }

  std::optional<Unit> unit_of(TomlReader& reader, const Argument& cure) {
    const std::string text = reader.required_text("unit", cure);
    if (text.empty()) return std::nullopt;
    try {
      return system_.units.parse(text);
    } catch (const Error& error) {
      reader.problem("unit", error);
      return std::nullopt;
    }
  }

  Status status_of(TomlReader& reader, const std::string& key) {
    const auto choice = reader.choice(key, status_names);
    return choice ? static_cast<Status>(*choice) : Status::document;
  }

  /// False where the number is none of the known kinds.
  bool read_number(TomlReader& reader, Field& field) {
    const std::string text = reader.text_or("number", "real");
    constexpr std::string_view names[] = {"count", "decimal", "real", "flag", "code", "year"};
    const auto* found = std::find(std::begin(names), std::end(names), text);
    if (found != std::end(names) && text != "decimal") {
      field.number = static_cast<Number>(found - std::begin(names));
    } else if (text.size() == 10 && text.starts_with("decimal(") && text.ends_with(")") &&
               text[8] >= '0' && text[8] <= '9') {
      field.number = Number::decimal;
      field.places = text[8] - '0';
    } else {
      reader.problem(Code::unknown_value, "number", text,
                     {words("write count, decimal(n) with n from 0 to 9, real, flag, code or year",
                            "请写 count、decimal(n)（n 为 0 到 9）、real、flag、code 或 year")});
      return false;
    }
    return true;
  }

  void read_field(TomlReader& reader) {
    Field field;
    field.name = reader.required_text("name", words("give the field a name", "请给字段命名"));
    reader.rename("[[field]] " + field.name);
    detail::check_field_name(reader, field.name);
    field.zh = reader.text_or("zh", "");
    field.en = reader.text_or("en", "");
    const bool has_number = read_number(reader, field);
    const bool is_amount = field.is_exact() || field.number == Number::real;
    std::optional<Unit> unit;
    if (is_amount) unit = unit_of(reader, words("give the unit of the field", "请给出字段的单位"));
    if (unit) field.unit = *unit;
    field.level = reader.choice("level", {"enterprise", "zone"}) == std::size_t{0}
                      ? Level::enterprise
                      : Level::zone;
    if (has_number || field.level == Level::zone) detail::check_number(reader, field);
    field.codes = reader.texts("codes");
    field.aliases = reader.texts("aliases");
    field.yes = reader.texts("yes");
    field.no = reader.texts("no");
    field.status = status_of(reader, "status");
    field.note = reader.text_or("note", "");
    std::string formula = reader.text_or("formula", "");
    std::string rollup = reader.text_or("rollup", "");
    detail::FieldDraft draft{std::move(field), reader, std::move(formula), std::move(rollup),
                             !is_amount || unit};
    // Headings are read in lower case.
    const auto [at, is_new] = field_places_.emplace(lower(draft.item.name), draft_.fields.size());
    if (!is_new) {
      detail::FieldDraft& other = draft_.fields[at->second];
      if (other.place.file() == reader.file()) {
        reader.problem(Code::duplicate_id, "name", draft.item.name, {other.place.place().text()});
      } else {
        other = std::move(draft);  // a system's own field stands in for the dictionary's
      }
      return;
    }
    draft_.fields.push_back(std::move(draft));
  }

  void read_groups(const toml::table& root) {
    Group overall;
    overall.id = "overall";
    overall.zh = "总分";
    overall.en = "Overall";
    draft_.groups.push_back({std::move(overall),
                             TomlReader(root, system_.file, words("top level", "顶层"), problems_),
                             ""});
    each(root, "group", system_.file, [this](TomlReader& reader) {
      Group group;
      group.id = reader.required_text("id", words("give the group an id", "请给出分组的 id"));
      reader.rename("[[group]] " + group.id);
      const bool is_root = group.id == "overall";
      check_id(reader, group.id, is_root);
      group.code = reader.text_or("code", "");
      group.zh = reader.text_or("zh", is_root ? "总分" : "");
      group.en = reader.text_or("en", is_root ? "Overall" : "");
      group.weight_status = status_of(reader, "weight_status");
      group.weight = weight_of(reader);
      group.weighting = reader.setting("weights");
      group.aggregation = reader.setting("aggregation");
      group.min_available = share_of(reader, "min_available");
      std::string parent = reader.text_or("parent", "overall");
      if (is_root)
        draft_.groups[0] = {std::move(group), reader, ""};
      else
        draft_.groups.push_back({std::move(group), reader, std::move(parent)});
    });
  }

  std::optional<double> share_of(TomlReader& reader, const char* key) {
    const auto share = reader.number(key);
    if (share && !(*share >= 0.0 && *share <= 1.0)) {
      reader.problem(Code::bad_option, key, shortest(*share),
                     {words("a share from 0 to 1", "0 到 1 之间的比例")});
      return std::nullopt;
    }
    return share;
  }

  double weight_of(TomlReader& reader) {
    const auto weight = reader.number("weight");
    if (weight && !(*weight >= 0 && *weight <= std::numeric_limits<double>::max())) {
      reader.problem(Code::bad_weight, "weight", shortest(*weight));
      return 1.0;
    }
    return weight.value_or(detail::no_weight);
  }

  void check_id(TomlReader& reader, const std::string& id, bool is_root = false) {
    detail::check_id(reader, id, is_root, ids_);
  }

  void read_indicators(const toml::table& root) {
    each(root, "indicator", system_.file, [this](TomlReader& reader) {
      Indicator indicator;
      indicator.id =
          reader.required_text("id", words("give the indicator an id", "请给出指标的 id"));
      reader.rename("[[indicator]] " + indicator.id);
      check_id(reader, indicator.id);
      indicator.code = reader.text_or("code", "");
      indicator.zh = reader.text_or("zh", "");
      indicator.en = reader.text_or("en", "");
      const auto unit =
          unit_of(reader, words("give the unit of the indicator", "请给出指标的单位"));
      if (unit) indicator.unit = *unit;
      if (reader.choice("direction", {"+", "-"}) == std::size_t{1}) {
        indicator.direction = Direction::less_is_better;
      }
      indicator.weight = weight_of(reader);
      indicator.name_status = status_of(reader, "name_status");
      indicator.formula_status = status_of(reader, "formula_status");
      indicator.weight_status = status_of(reader, "weight_status");
      indicator.when_empty = reader.number("when_empty");
      if (indicator.when_empty && !std::isfinite(*indicator.when_empty)) {
        reader.problem(Code::wrong_type, "when_empty", shortest(*indicator.when_empty),
                       {words("a finite number", "有限数")});
      }
      indicator.range = reader.range("range");
      indicator.bounds = reader.range("bounds");
      indicator.scores = reader.range("scores");
      indicator.imputation = reader.setting("imputation");
      indicator.treatment = reader.setting("treatment");
      indicator.normalization = reader.setting("normalization");
      indicator.note = reader.text_or("note", "");
      std::string formula =
          reader.required_text("formula", words("say how it is computed", "请写明计算方法"));
      std::string group = reader.text_or("group", "overall");
      draft_.indicators.push_back(
          {std::move(indicator), reader, std::move(formula), std::move(group), unit.has_value()});
    });
    if (draft_.indicators.empty()) {
      problems_.add(Code::missing_key, Place::in_file(system_.file), Argument::name("indicator"),
                    {words("add at least one [[indicator]]", "请至少添加一个 [[indicator]]")});
    }
  }

  /// Other names of a zone, each of one zone alone.
  void read_zone(TomlReader& reader) {
    const std::string name =
        reader.required_text("name", words("give the zone's name", "请写出高新区名称"));
    reader.rename("[[zone]] " + name);
    for (const std::string& alias : reader.texts("aliases")) {
      const auto [found, is_new] = system_.zone_aliases.emplace(alias, name);
      if (!is_new && found->second != name) {
        reader.problem(Code::duplicate_id, "aliases", alias, {"[[zone]] " + found->second});
      }
    }
  }

  void read_method(const toml::table& table) {
    TomlReader reader(table, system_.file, Argument::name("[method]"), problems_);
    for (const std::string& key : reader.keys()) {
      if (auto setting = reader.setting(key)) system_.method.push_back(std::move(*setting));
    }
  }

  std::deque<toml::table> tables_;  ///< places look into them
  SystemDraft draft_;
  System& system_ = draft_.system;
  Problems& problems_ = draft_.problems;
  std::map<std::string, std::size_t> field_places_;  ///< in draft_.fields, by name
  std::map<std::string, Place> ids_;  ///< of groups and indicators, with their places
};

}  // ZONERANK_OWN(system_read)

ZONERANK_INLINE std::vector<std::string> system_ids() {
  std::vector<std::string> ids;
  for (const auto& file : detail::embedded_files()) {
    if (file.text.find("\n[system]") != file.text.npos || file.text.starts_with("[system]")) {
      ids.emplace_back(file.id);
    }
  }
  return ids;
}

ZONERANK_INLINE System parse_system(std::string_view toml, const std::string& file) {
  return SystemReader(toml, file).read();
}

ZONERANK_INLINE System load_system(const std::string& id_or_path) {
  const std::vector<std::string> ids = system_ids();
  if (std::find(ids.begin(), ids.end(), id_or_path) != ids.end()) {
    return parse_system(embedded(id_or_path)->text, id_or_path + ".toml");
  }
  if (id_or_path.find('/') != id_or_path.npos || id_or_path.ends_with(".toml")) {
    return parse_system(read_file(id_or_path), id_or_path);
  }
  fail(Code::unknown_system, "", id_or_path,
       {words("{0} (or give the path of a .toml file)", "{0}（或给出 .toml 文件的路径）",
              {suggestion(id_or_path, ids)})});
}

}  // namespace zonerank
