#pragma once
// Rows of several forms, side by side, as the roll-up takes them.

#include <cstdint>
#include <string>
#include <vector>

#include "rollup/rollup_block.hpp"
#include "zonerank/table/table.hpp"

namespace zonerank::detail {

/// Joined rows: from the front of every form's waiting rows.
struct FormsBlock {
  std::vector<const RowTable*> forms;
  /// Of each form its row of every joined one, or none; empty where it is just that row.
  std::vector<std::vector<std::uint32_t>> rows;
  std::vector<std::int32_t> zone;  ///< in `zones`
  std::int32_t year = 0;
  const std::vector<std::string>* zones = nullptr;
  std::vector<int> form_of;  ///< of every field, or -1
  std::size_t size() const { return zone.size(); }

  static constexpr std::uint32_t none = 0xFFFFFFFF;
};

class FormsSource final : public BlockSource {
 public:
  FormsSource(const FormsBlock& block, const System& system)
      : block_(block), system_(system), codes_(block.forms.size()) {}

  void keys(std::size_t begin, std::size_t n, Dictionaries& dictionaries, std::uint32_t* zone,
            std::int32_t* year) override;
  void field(int field, std::size_t begin, std::size_t n, Dictionaries& dictionaries,
             BlockColumn& to) override;
  std::string enterprise(std::size_t row) const override;

 private:
  const FormsBlock& block_;
  const System& system_;
  std::vector<std::uint32_t> zones_;
  std::vector<std::vector<std::uint32_t>> codes_;  ///< of each form
};

}  // namespace zonerank::detail
