#pragma once

#include "core/base/run_control.h"
#include "core/report/report.h"

#include <iosfwd>
#include <stop_token>

// The writers that the table in export.cpp lists, each pair in the file of its name.

namespace dass {

void writeEventsCsvHeader(const Report& report, std::ostream& out);
Outcome writeEventsCsvRows(const Report& report, std::ostream& out, const std::stop_token& stop);

void writeFramesCsvHeader(const Report& report, std::ostream& out);
Outcome writeFramesCsvRows(const Report& report, std::ostream& out, const std::stop_token& stop);

void writeSummaryCsvHeader(const Report& report, std::ostream& out);
Outcome writeSummaryCsvRows(const Report& report, std::ostream& out, const std::stop_token& stop);

void writeAudacityHeader(const Report& report, std::ostream& out);
Outcome writeAudacityRows(const Report& report, std::ostream& out, const std::stop_token& stop);

void writeRavenHeader(const Report& report, std::ostream& out);
Outcome writeRavenRows(const Report& report, std::ostream& out, const std::stop_token& stop);

void writeJsonHeader(const Report& report, std::ostream& out);
Outcome writeJsonRows(const Report& report, std::ostream& out, const std::stop_token& stop);

void writeTextTableHeader(const Report& report, std::ostream& out);
Outcome writeTextTableRows(const Report& report, std::ostream& out, const std::stop_token& stop);

} // namespace dass
