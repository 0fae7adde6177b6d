// The rows of an Arrow stream as a table in memory, to be joined with others.

#include <array>

#include "arrow/arrow_source.hpp"
#include "zonerank/run/parallel.hpp"

namespace zonerank {
namespace {

using namespace detail;

class TableReader {
 public:
  TableReader(const ArrowSchemaOf& schema, const Layout& layout, const System& system,
              const FileContext& context)
      : schema_(schema), layout_(layout), system_(system), context_(context) {
    table_.columns.resize(system.fields.size());
    table_.previous.resize(system.fields.size());
  }

  void add(const ArrowBatch& batch) {
    ArrowSource source(*schema_, *batch, layout_, system_, context_.place, table_.size(),
                       found_.front(), cache_);
    for (std::size_t begin = 0; begin < batch.size(); begin += block_rows) {
      poll_interrupt();
      add(source, begin, std::min(block_rows, batch.size() - begin));
    }
  }

  RowTable finish(Problems& problems) {
    if (table_.size() == 0)
      problems.add(Code::empty_file, context_.place, {}, {words("row", "数据行")});
    RowProblems::report(found_, layout_, context_.place, problems);
    table_.zones = dictionaries_.zones.texts();
    table_.codes = dictionaries_.codes.texts();
    return std::move(table_);
  }

 private:
  void add(ArrowSource& source, std::size_t begin, std::size_t n) {
    std::array<std::uint32_t, block_rows> zone;
    std::array<std::int32_t, block_rows> year;
    source.keys(begin, n, dictionaries_, zone.data(), year.data());
    for (std::size_t i = 0; i < n; ++i) {
      table_.line.push_back(static_cast<std::int64_t>(table_.size()) + 1);
      table_.zone.push_back(static_cast<std::int32_t>(zone[i]));
      table_.year.push_back(year[i]);
      if (layout_.enterprise >= 0) table_.enterprises.push_back(source.enterprise(begin + i));
    }
    for (const std::size_t c : layout_.active) {
      const Heading& heading = layout_.headings[c];
      const auto f = static_cast<std::size_t>(heading.field);
      Column& to = heading.role == Heading::Role::previous ? table_.previous[f] : table_.columns[f];
      if (system_.fields[f].number == Number::real) {
        to.reals.resize(table_.size());
        to.valid.resize(table_.size());
        source.reals(c, begin, n, to.reals.data() + table_.size() - n,
                     to.valid.data() + table_.size() - n);
        continue;
      }
      source.column(c, begin, n, dictionaries_, block_);
      to.values.insert(to.values.end(), block_.value.begin(),
                       block_.value.begin() + static_cast<std::ptrdiff_t>(n));
      for (std::size_t i = 0; i < n; ++i) to.valid.push_back(block_.valid[i] != 0 ? 1 : 0);
    }
  }

  BlockColumn block_;
  const ArrowSchemaOf& schema_;
  const Layout& layout_;
  const System& system_;
  const FileContext& context_;
  std::vector<RowProblems> found_{1};
  TextCache cache_;
  Dictionaries dictionaries_;
  RowTable table_;
};

}  // namespace

RowTable read_arrow(const ArrowInput& input, const System& system, const FileContext& context,
                    Problems& problems) {
  try {
    const ArrowSchemaOf schema(*input.stream, Place::in_file(input.name));
    Problems found;
    const Layout layout = lay_out(schema, system, context, {}, found);
    problems.append(found);
    if (found.has_errors()) return {};
    TableReader reader(schema, layout, system, context);
    for (;;) {
      const ArrowBatch batch(*input.stream, Place::in_file(input.name));
      if (batch.at_end()) break;
      reader.add(batch);
    }
    return reader.finish(problems);
  } catch (const Error& error) {
    for (const Problem& problem : error.problems()) problems.add(problem);
    return {};
  }
}

}  // namespace zonerank
