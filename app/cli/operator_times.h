#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace dass::cli {

// While it lives, adds up the time that the calling thread spends in each of torch's and this program's operators; one
// that calls others counts as a whole. Costs about a microsecond a call. Where operators only ask a device to work,
// `finish` waits for it after each.
class OperatorTimes
{
public:
    explicit OperatorTimes(std::function<void()> finish = {});
    ~OperatorTimes();
    OperatorTimes(const OperatorTimes&) = delete;
    OperatorTimes& operator=(const OperatorTimes&) = delete;

    // Seconds by the kind of layer that the operator belongs to ("linear layers", …, "other").
    std::map<std::string, double> byKind() const;

private:
    std::uint64_t m_callback;
};

} // namespace dass::cli
