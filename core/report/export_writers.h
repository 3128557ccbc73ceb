#pragma once

#include "core/report/report.h"

#include <iosfwd>

// The writers that the table in export.cpp lists, each pair in the file of its name.

namespace dass {

void writeEventsCsvHeader(const Report& report, std::ostream& out);
void writeEventsCsvRows(const Report& report, std::ostream& out);

void writeFramesCsvHeader(const Report& report, std::ostream& out);
void writeFramesCsvRows(const Report& report, std::ostream& out);

void writeSummaryCsvHeader(const Report& report, std::ostream& out);
void writeSummaryCsvRows(const Report& report, std::ostream& out);

void writeAudacityHeader(const Report& report, std::ostream& out);
void writeAudacityRows(const Report& report, std::ostream& out);

void writeRavenHeader(const Report& report, std::ostream& out);
void writeRavenRows(const Report& report, std::ostream& out);

void writeJsonHeader(const Report& report, std::ostream& out);
void writeJsonRows(const Report& report, std::ostream& out);

void writeTextTableHeader(const Report& report, std::ostream& out);
void writeTextTableRows(const Report& report, std::ostream& out);

} // namespace dass
