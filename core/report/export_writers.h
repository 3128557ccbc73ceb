#pragma once

#include "core/base/run_control.h"
#include "core/report/report.h"

#include <iosfwd>
#include <stop_token>

// The writers that the table in export.cpp lists, each pair in the file of its name. What an Export says (export.h)
// holds for all of them, and:
//
// - A header may be empty. Rows of several reports may follow one header where the table says so.
// - They tell of the report's chosen classes only (frames, summaries) and of its events as they are.
// - Whether the bytes could be written is for whoever owns the stream to look at: no writer throws for that. A report
//   that contradicts itself, such as one of an event of a class without a label, ends in std::out_of_range.
// - After a stop `out` holds whole rows up to there, of JSON an object without its end: nothing to be kept.

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
