#include "sample/sample_items.hpp"

#include <cmath>

namespace zonerank::sample {
namespace {

constexpr auto all_columns = std::to_array<Column>({
    // GQ-001
    {"qb03_1", 0, true},
    {"qb18"},
    {"qb11"},
    {"qb15_2"},
    // GQ-002
    {"qc02", 2},
    {"qc05_0", 2},
    {"qc06", 2},
    {"qc11", 2},
    {"qc11_1", 2},
    {"qc221", 2},
    {"qc229", 2},
    {"qc225", 2},
    {"qc226", 2},
    {"qc120", 2},
    {"qc12", 2},
    {"qc13", 2},
    {"qc62", 2},
    {"qc51", 2},
    {"qc61", 2},
    {"qc33", 2},
    {"qc39", 2},
    {"qc40", 2},
    {"qc41", 2},
    // GQ-003
    {"qd01"},
    {"qd03"},
    {"qd25"},
    {"qd18"},
    {"qd06"},
    {"qd07"},
    {"qd08"},
    // GQ-005
    {"qj33_1", 2},
    {"qj33_2", 2},
    {"qj33_4", 2},
    {"qj33_3", 2},
    {"qj56"},
    {"qj57"},
    {"qj57_1"},
    {"qj75"},
    {"qj82"},
    {"qj73"},
    {"qj79"},
    {"qj77"},
    {"qj79_1"},
    {"qj79_2"},
    {"qj85_1"},
    {"qj86_1"},
    {"qj87_1"},
    {"qj101_1"},
    {"qj100_1"},
    {"qj98"},
    {"qj98_1"},
    {"qj80", 2},
    {"qj59", 2},
    {"qj61", 2},
    {"qj99"},
    {"qj90"},
    {"qj92"},
    // derived
    {"sumqh40_rd", 4},
    {"sumqh51_rd", 4},
    {"gbt13"},
    {"gbt34"},
    {"is_listed"},
});
static_assert(all_columns.size() == n_items);

constexpr Form form(std::string_view name, Item first, Item last) {
  const auto begin = static_cast<std::size_t>(first);
  return {name, first,
          std::span(all_columns).subspan(begin, static_cast<std::size_t>(last) - begin + 1)};
}

constexpr auto all_forms = std::to_array<Form>({
    form("GQ-001", Item::industry, Item::listing_month),
    form("GQ-002", Item::gross_output, Item::energy),
    form("GQ-003", Item::employees, Item::bachelors),
    form("GQ-005", Item::commissioned_rd_institutes, Item::overseas_production_bases),
    form("derived", Item::rd_staff_fte, Item::is_listed),
});

constexpr std::array<double, 5> scales{1.0, 10.0, 100.0, 1000.0, 10000.0};

}  // namespace

std::span<const Form> forms() { return all_forms; }

const Column& column(Item item) { return all_columns[static_cast<std::size_t>(item)]; }

void Record::set(Item item, double value) {
  (*this)[item] = std::llround(value * scales[static_cast<std::size_t>(column(item).places)]);
}

double Record::get(Item item) const {
  return static_cast<double>((*this)[item]) / scales[static_cast<std::size_t>(column(item).places)];
}

}  // namespace zonerank::sample
