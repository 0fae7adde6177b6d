#include "headings/zone_name.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "cells/cell.hpp"
#include "zonerank/core/text.hpp"

namespace zonerank::detail {
namespace {

/// A combining mark, and its letters: one without it, then the same with it.
struct Accent {
  char32_t mark;
  std::string_view letters;
};

/// Unicode's canonical compositions of the Latin letters up to U+024F and U+1E00 to U+1EFF.
constexpr Accent accents[] = {
    {0x0300, "AÀEÈIÌOÒUÙaàeèiìoòuùÜǛüǜNǸnǹĒḔēḕŌṐōṑWẀwẁÂẦâầĂẰăằÊỀêềÔỒôồƠỜơờƯỪưừYỲyỳ"},
    {0x0301,
     "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzźÜǗüǘGǴgǵÅǺåǻÆǼæǽØǾøǿÇḈçḉĒḖēḗÏḮ"
     "ïḯKḰkḱMḾmḿÕṌõṍŌṒōṓPṔpṕŨṸũṹWẂwẃÂẤâấĂẮăắÊẾêếÔỐôốƠỚơớƯỨưứ"},
    {0x0302, "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷZẐzẑẠẬạậẸỆẹệỌỘọộ"},
    {0x0303, "AÃNÑOÕaãnñoõIĨiĩUŨuũVṼvṽÂẪâẫĂẴăẵEẼeẽÊỄêễÔỖôỗƠỠơỡƯỮưữYỸyỹ"},
    {0x0304, "AĀaāEĒeēIĪiīOŌoōUŪuūÜǕüǖÄǞäǟȦǠȧǡÆǢæǣǪǬǫǭÖȪöȫÕȬõȭȮȰȯȱYȲyȳGḠgḡḶḸḷḹṚṜṛṝ"},
    {0x0306, "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭȨḜȩḝẠẶạặ"},
    {0x0307,
     "CĊcċEĖeėGĠgġIİZŻzżAȦaȧOȮoȯBḂbḃDḊdḋFḞfḟHḢhḣMṀmṁNṄnṅPṖpṗRṘrṙSṠsṡŚṤśṥŠṦšṧṢṨṣṩTṪtṫ"
     "WẆwẇXẊxẋYẎyẏſẛ"},
    {0x0308, "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸHḦhḧÕṎõṏŪṺūṻWẄwẅXẌxẍtẗ"},
    {0x0309, "AẢaảÂẨâẩĂẲăẳEẺeẻÊỂêểIỈiỉOỎoỏÔỔôổƠỞơởUỦuủƯỬưửYỶyỷ"},
    {0x030A, "AÅaåUŮuůwẘyẙ"},
    {0x030B, "OŐoőUŰuű"},
    {0x030C, "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzžAǍaǎIǏiǐOǑoǒUǓuǔÜǙüǚGǦgǧKǨkǩƷǮʒǯjǰHȞhȟ"},
    {0x030F, "AȀaȁEȄeȅIȈiȉOȌoȍRȐrȑUȔuȕ"},
    {0x0311, "AȂaȃEȆeȇIȊiȋOȎoȏRȒrȓUȖuȗ"},
    {0x031B, "OƠoơUƯuư"},
    {0x0323,
     "BḄbḅDḌdḍHḤhḥKḲkḳLḶlḷMṂmṃNṆnṇRṚrṛSṢsṣTṬtṭVṾvṿWẈwẉZẒzẓAẠaạEẸeẹIỊiịOỌoọƠỢơợUỤuụƯỰ"
     "ưựYỴyỵ"},
    {0x0324, "UṲuṳ"},
    {0x0325, "AḀaḁ"},
    {0x0326, "SȘsșTȚtț"},
    {0x0327, "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţEȨeȩDḐdḑHḨhḩ"},
    {0x0328, "AĄaąEĘeęIĮiįUŲuųOǪoǫ"},
    {0x032D, "DḒdḓEḘeḙLḼlḽNṊnṋTṰtṱUṶuṷ"},
    {0x032E, "HḪhḫ"},
    {0x0330, "EḚeḛIḬiḭUṴuṵ"},
    {0x0331, "BḆbḇDḎdḏKḴkḵLḺlḻNṈnṉRṞrṟTṮtṯZẔzẕhẖ"},
};

using Text = std::u32string;

/// The characters of UTF-8; a byte that begins none stands for itself.
Text characters(std::string_view text) {
  Text result;
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t n = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t c = n == 1 ? first : first & (0xFFU >> (n + 1));
    for (std::size_t k = 1; k < n && i + k < text.size(); ++k) {
      c = (c << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    result += c;
    i += n;
  }
  return result;
}

void append(std::string& text, char32_t c) {
  if (c < 0x80) {
    text += static_cast<char>(c);
    return;
  }
  const int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  constexpr unsigned first[] = {0, 0xC0, 0xE0, 0xF0};
  text += static_cast<char>(first[more] | c >> (6 * more));
  for (int k = more - 1; k >= 0; --k) text += static_cast<char>(0x80U | (c >> (6 * k) & 0x3FU));
}

std::string utf8(const Text& text) {
  std::string result;
  for (const char32_t c : text) append(result, c);
  return result;
}

struct Compositions {
  std::map<std::pair<char32_t, char32_t>, char32_t> composed;
  std::map<char32_t, char32_t> base;

  Compositions() {
    for (const Accent& accent : accents) {
      const Text letters = characters(accent.letters);
      for (std::size_t k = 0; k + 1 < letters.size(); k += 2) {
        composed[{letters[k], accent.mark}] = letters[k + 1];
        base[letters[k + 1]] = letters[k];
      }
    }
  }
};

const Compositions& compositions() {
  static const Compositions found;
  return found;
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_invisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF || c == 0xAD ||
         (c >= 0x202A && c <= 0x202E);
}

bool is_chinese(char32_t c) { return c >= 0x2E80 && c < 0xFB00; }

bool is_mark(char32_t c) {
  constexpr std::u32string_view marks = U"*\u2020\u2021\u00A7\u00B6\u203B\u25B3\u25B2\u2606\u2605#";
  return marks.find(c) != marks.npos || (c >= 0x2460 && c <= 0x2473) || c == 0xB9 || c == 0xB2 ||
         c == 0xB3 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079);
}

/// Without footnote marks at the end (*, ①, ¹, [1]) and a mark before the name.
void strip_marks(Text& text) {
  const auto drop_end = [&] {
    if (!text.empty() && (is_mark(text.back()) || text.back() == ' ')) {
      text.pop_back();
      return true;
    }
    const std::size_t open = text.rfind(U'[');
    const bool is_note = !text.empty() && text.back() == U']' && open != text.npos && open > 0 &&
                         text.size() - open <= 5 &&
                         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(open) + 1,
                                     text.end() - 1, [](char32_t c) { return c < 0x80; });
    if (is_note) text.resize(open);
    return is_note;
  };
  const Text whole = text;
  while (drop_end()) {
  }
  std::size_t begin = 0;
  while (begin < text.size() && (text[begin] == U'#' || text[begin] == U'*')) ++begin;
  text.erase(0, begin);
  if (text.empty()) text = whole;
}

bool strip(std::string& text, std::string_view part, bool at_end) {
  const bool has = at_end ? text.ends_with(part) : text.starts_with(part);
  if (!has || text.size() == part.size()) return false;
  text.erase(at_end ? text.size() - part.size() : 0, part.size());
  return true;
}

/// At most one letter put in, left out or changed.
bool nearly_equal(const Text& a, const Text& b) {
  if (a.size() > b.size()) return nearly_equal(b, a);
  if (b.size() - a.size() > 1) return false;
  std::size_t i = 0;
  while (i < a.size() && a[i] == b[i]) ++i;
  return a.size() == b.size()
             ? a.substr(std::min(i + 1, a.size())) == b.substr(std::min(i + 1, b.size()))
             : a.substr(i) == b.substr(i + 1);
}

}  // namespace

std::string zone_name(std::string_view cell) {
  const auto is_plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  };
  if (std::all_of(cell.begin(), cell.end(), is_plain)) return std::string(cell);
  if (is_cell_error(trim(cell))) return std::string(trim(cell));
  const Compositions& known = compositions();
  Text text;
  for (char32_t c : characters(cell)) {
    if (c >= 0xFF01 && c <= 0xFF5E) c = c - 0xFF01 + U'!';
    if (is_invisible(c)) continue;
    if (is_space(c)) {
      if (!text.empty() && text.back() != U' ') text += U' ';
      continue;
    }
    if (!text.empty()) {
      const auto composed = known.composed.find({text.back(), c});
      if (composed != known.composed.end()) {
        text.back() = composed->second;
        continue;
      }
      const bool between = text.back() == U' ' && text.size() > 1;
      if (between && is_chinese(c) && is_chinese(text[text.size() - 2])) text.pop_back();
    }
    text += c;
  }
  while (!text.empty() && text.back() == U' ') text.pop_back();
  strip_marks(text);
  return plain_text(utf8(text));
}

bool has_marks(std::string_view cell) {
  const Text text = characters(cell);
  return cell.ends_with(']') || std::any_of(text.begin(), text.end(), is_mark);
}

std::string zone_key(std::string_view name) { return lower(zone_name(name)); }

ZoneNames::ZoneNames(const System& system, const TableFormat& format) {
  for (const auto* aliases : {&system.zone_aliases, &format.names}) {
    for (const auto& [variant, name] : *aliases) names_[zone_key(variant)] = zone_name(name);
  }
}

std::string ZoneNames::operator()(std::string_view cell) const {
  std::string name = zone_name(cell);
  if (names_.empty()) return name;
  const auto known = names_.find(lower(name));
  return known == names_.end() ? name : known->second;
}

std::string zone_stem(std::string_view name) {
  const Compositions& known = compositions();
  std::string stem;
  for (char32_t c : characters(name)) {
    for (auto base = known.base.find(c); base != known.base.end(); base = known.base.find(c)) {
      c = base->second;
    }
    const bool is_letter =
        c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_letter) append(stem, c);
  }
  stem = lower(stem);
  for (const std::string_view before : {"中国", "国家级", "国家", "the"})
    strip(stem, before, false);
  constexpr std::string_view endings[] = {"国家高新技术产业开发区",
                                          "国家级高新技术产业开发区",
                                          "高新技术产业开发区",
                                          "高新技术产业园区",
                                          "高新技术开发区",
                                          "高新产业开发区",
                                          "国家级高新区",
                                          "国家高新区",
                                          "高新区",
                                          "维吾尔自治区",
                                          "壮族自治区",
                                          "回族自治区",
                                          "特别行政区",
                                          "自治区",
                                          "nationalhightechzone",
                                          "hightechzone",
                                          "hightechindustrialdevelopmentzone",
                                          "province",
                                          "省",
                                          "市",
                                          "city"};
  for (const std::string_view ending : endings) strip(stem, ending, true);
  return stem;
}

void NameUse::add(const RowTable& table, const Place& file) {
  std::vector<std::vector<std::int32_t>> years(table.zones.size());
  for (std::size_t r = 0; r < table.size(); ++r) {
    if (r > 0 && table.zone[r] == table.zone[r - 1] && table.year[r] == table.year[r - 1]) continue;
    auto& of_zone = years[static_cast<std::size_t>(table.zone[r])];
    if (std::find(of_zone.begin(), of_zone.end(), table.year[r]) == of_zone.end())
      of_zone.push_back(table.year[r]);
  }
  for (std::size_t z = 0; z < years.size(); ++z) {
    if (years[z].empty()) continue;
    for (const std::int32_t year : years[z]) uses_[table.zones[z]].emplace(n_tables_, year);
    files_.emplace(table.zones[z], file.text());
  }
  ++n_tables_;
}

bool NameUse::meet(const std::string& a, const std::string& b) const {
  const auto &one = uses_.at(a), &other = uses_.at(b);
  return std::any_of(one.begin(), one.end(), [&](const auto& use) { return other.contains(use); });
}

void NameUse::report(Problems& problems) const {
  std::map<std::string, std::vector<std::string>> by_stem;
  for (const auto& [name, ignored] : uses_) by_stem[zone_stem(name)].push_back(name);
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& [stem, names] : by_stem) {
    for (std::size_t a = 0; a < names.size() && !stem.empty(); ++a) {
      for (std::size_t b = a + 1; b < names.size(); ++b) pairs.emplace_back(names[a], names[b]);
    }
  }
  constexpr std::size_t most_compared = 2000;  // each with each
  if (by_stem.size() <= most_compared) {
    std::vector<std::pair<Text, std::string>> stems;
    for (const auto& [stem, names] : by_stem) stems.emplace_back(characters(stem), names.front());
    for (std::size_t a = 0; a < stems.size(); ++a) {
      for (std::size_t b = a + 1; b < stems.size(); ++b) {
        const Text &one = stems[a].first, &other = stems[b].first;
        const auto has_digit = [](const Text& t) {
          return std::any_of(t.begin(), t.end(), [](char32_t c) { return c >= '0' && c <= '9'; });
        };
        const std::size_t least = !one.empty() && is_chinese(one.front()) ? 4 : 6;
        if (std::min(one.size(), other.size()) < least || has_digit(one) || has_digit(other))
          continue;
        if (nearly_equal(one, other)) pairs.emplace_back(stems[a].second, stems[b].second);
      }
    }
  }
  for (const auto& [a, b] : pairs) {
    if (!meet(a, b)) problems.add(Code::near_names, "", a, {b, files_.at(a), files_.at(b)});
  }
}

}  // namespace zonerank::detail
