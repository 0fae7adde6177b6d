#include "method_settings.hpp"
#include "zonerank/methods/impute.hpp"

using namespace zonerank;
using namespace binding;
using namespace pybind11::literals;

namespace {

void bind_method(py::module_& m) {
  py::class_<Method>(m, "Method", "A method for every stage, read once.")
      .def(py::init([](const Settings& settings) {
             static const System none;  // arrays have no system; its table of units is work to make
             return read_method(none, settings);
           }),
           "settings"_a);
}

}  // namespace

void bind_prepare(py::module_& m) {
  bind_method(m);
  m.def("imputations", &method_names<Imputation>, "The names of all imputations.");
  m.def("treatments", &method_names<Treatment>, "The names of all treatments of outliers.");
  m.def(
      "impute",
      [](const MatrixRef& values, const Method& method, const std::map<Index, Settings>& columns,
         std::vector<std::string> names, std::vector<std::string> zones, std::vector<int> years,
         std::vector<std::string> groups, std::vector<std::string> siblings,
         const std::vector<std::string>& directions) {
        const ImputationInput input{std::move(names),    std::move(zones),
                                    std::move(years),    std::move(groups),
                                    std::move(siblings), directions_of(directions)};
        const Imputed r = interruptible([&] {
          return impute(values, methods_of(method.imputation, columns, values.cols()), input);
        });
        std::vector<std::tuple<Index, Index, double, std::string>> list;
        for (const ImputedValue& v : r.filled) {
          list.emplace_back(v.row, v.column, v.value, v.method);
        }
        return std::tuple(r.values, list, r.left);
      },
      "values"_a, "method"_a, "columns"_a, "names"_a, "zones"_a, "years"_a, "groups"_a,
      "siblings"_a, "directions"_a,
      "Values with gaps filled, what was filled (row, column, value, method), and how many gaps "
      "are left.");
  m.def(
      "estimate_em",
      [](const MatrixRef& values, const Method& method) {
        const auto* em = std::get_if<ImputeEm>(&method.imputation);
        const EmEstimate e =
            interruptible([&] { return estimate_em(values, em == nullptr ? ImputeEm{} : *em); });
        return py::dict("mean"_a = e.mean, "covariance"_a = e.covariance,
                        "iterations"_a = e.iterations, "converged"_a = e.converged,
                        "log_likelihood"_a = e.log_likelihood);
      },
      "values"_a, "method"_a,
      "Mean and covariance of a normal distribution with gaps, by expectation and maximization.");
  m.def(
      "availability",
      [](const MatrixRef& values) {
        std::vector<std::tuple<Index, Index, double, double>> list;
        for (const Availability& a : availability(values)) {
          list.emplace_back(a.missing_values, a.zeros, a.available, a.nonzero);
        }
        return list;
      },
      "values"_a,
      "Of each column: missing values, zeros, and the shares of available and of nonzero values.");
  m.def(
      "treat",
      [](const MatrixRef& values, const Method& method, const std::map<Index, Settings>& columns,
         const std::vector<std::string>& rows, const std::vector<std::string>& names) {
        const Treated t = interruptible([&] {
          return treat(values, methods_of(method.treatment, columns, values.cols()), rows, names);
        });
        py::list table;
        for (const ColumnTreatment& c : t.columns) {
          table.append(
              py::dict("skewness_before"_a = c.skewness_before,
                       "kurtosis_before"_a = c.kurtosis_before, "passed_before"_a = c.passed_before,
                       "n_winsorized"_a = c.n_winsorized, "transform"_a = c.transform,
                       "lambda"_a = c.lambda, "skewness_after"_a = c.skewness_after,
                       "kurtosis_after"_a = c.kurtosis_after, "passed_after"_a = c.passed_after));
        }
        return py::make_tuple(t.values, table, list_of(t.changes));
      },
      "values"_a, "method"_a, "columns"_a, "rows"_a, "names"_a,
      "Values with outliers treated, what was tried of each column, and every changed value.");
}
