#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace dass::architecture {

// A CSV file with a header, each row as column name -> value. Quotes as in RFC 4180, but no line breaks within a field.
// A row with another number of fields than the header, or a file that cannot be read, is a std::runtime_error.
std::vector<std::map<std::string, std::string>> readTable(const std::filesystem::path& path);

} // namespace dass::architecture
