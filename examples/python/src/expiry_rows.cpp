// SPDX-License-Identifier: BSL-1.0
// The job of examples/scale: Arrow batches of option quotes in, a batch of fitted expiries out.
#include "../../scale/expiry_rows.hpp"

#include "arguments.hpp"
#include "bindings.hpp"

#include <smirk/interop/arrow_export.hpp>

#include <memory>

namespace door {

namespace interop = smirk::interop;

/// A batch that waits for its consumer, by Arrow's PyCapsule protocol.
struct arrow_result {
    interop::arrow_export rows;
};

template <class Structure>
nb::object capsule_of(std::unique_ptr<Structure> owned, const char* name)
{
    PyObject* const c = PyCapsule_New(owned.get(), name, [](PyObject* self) {
        auto* p = static_cast<Structure*>(PyCapsule_GetPointer(self, PyCapsule_GetName(self)));
        if (p->release) p->release(p);
        delete p;
    });
    if (!c) throw nb::python_error();
    owned.release();
    return nb::steal(c);
}

static arrow_result expiry_rows(const table_like& batch)
{
    if (!nb::hasattr(batch, "__arrow_c_array__")) wrong_type("batch", "an Arrow record batch", batch);
    const arrow_capsules arrow(batch);
    const nb::gil_scoped_release unlocked;
    return {scale::expiry_rows_of(interop::arrow_view(arrow.schema(), arrow.array()))};
}

void bind_expiry_rows(nb::module_& m)
{
    nb::class_<arrow_result>(m, "ArrowBatch", "A record batch for pyarrow.record_batch(...) and its like; taken once.")
        .def(
            "__arrow_c_array__",
            [](arrow_result& self, nb::handle) {
                auto schema = std::make_unique<ArrowSchema>();
                auto array = std::make_unique<ArrowArray>();
                std::move(self.rows).into(schema.get(), array.get());
                nb::object s = capsule_of(std::move(schema), "arrow_schema");
                return nb::make_tuple(s, capsule_of(std::move(array), "arrow_array"));
            },
            "requested_schema"_a = nb::none(),
            nb::sig("def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]"));
    m.def("expiry_rows", &expiry_rows, "batch"_a,
          "One row for each expiry of each (underlying, day): forward, rate, vol at the money, risk reversal, SVI.\n\n"
          "batch: an Arrow record batch, one row an option: underlying (utf8), day (date32), years, strike, type "
          "(int8, 1 "
          "for a call and -1 for a put), bid, ask. Rows of an (underlying, day) side by side.\n"
          "Returns an ArrowBatch.");
}

} // namespace door
