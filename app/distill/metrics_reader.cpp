#include "app/distill/metrics_reader.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <simdjson.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace dass {

namespace {

constexpr std::size_t kBlockBytes = std::size_t{1} << 20;
constexpr std::size_t kMostEpochRows = 100'000;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kLargestStep = 9e15; // that a double holds exactly

class Descriptor
{
public:
    explicit Descriptor(const std::filesystem::path& file)
        : m_descriptor(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    {
    }
    ~Descriptor()
    {
        if (m_descriptor >= 0)
            close(m_descriptor);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return m_descriptor; }

private:
    int m_descriptor;
};

// The numbers of a line by their keys.
struct Line
{
    std::string_view kind;
    double step = kNone;
    double epoch = kNone;
    StepRow values{0, 0, {}};
    EpochRow scores{0, kNone, kNone, kNone, kNone, kNone};

    void set(std::string_view key, double value)
    {
        static constexpr std::pair<std::string_view, StepValue> kOfSteps[] = {
            {"loss", StepValue::Loss},         {"loss_label", StepValue::LabelLoss},
            {"loss_kd", StepValue::KdLoss},    {"lr", StepValue::LearningRate},
            {"clips_per_s", StepValue::Speed}, {"waiting_share", StepValue::Waiting}};
        static constexpr std::pair<std::string_view, double EpochRow::*> kOfEpochs[] = {
            {"mAP", &EpochRow::meanAveragePrecision},
            {"mAUC", &EpochRow::rocAuc},
            {"d_prime", &EpochRow::dPrime},
            {"mAP_running_mean", &EpochRow::runningMean},
            {"eval_loss", &EpochRow::loss}};
        if (key == "step")
            step = value;
        else if (key == "epoch")
            epoch = value;
        for (const auto& [name, place] : kOfSteps)
            if (key == name)
                values.values[static_cast<std::size_t>(place)] = static_cast<float>(value);
        for (const auto& [name, place] : kOfEpochs)
            if (key == name)
                scores.*place = value;
    }
};

bool isCount(double value)
{
    return value >= 0 && value < kLargestStep;
}

} // namespace

struct MetricsReader::Parser
{
    simdjson::ondemand::parser json;
};

MetricsReader::MetricsReader(std::filesystem::path file)
    : m_file(std::move(file)), m_parser(std::make_unique<Parser>()),
      m_buffer(kLongestLine + kBlockBytes + simdjson::SIMDJSON_PADDING)
{
}

MetricsReader::~MetricsReader() = default;

void MetricsReader::startAnew()
{
    m_carried = 0;
    m_offset = 0;
    m_skipping = false;
    m_steps.clear();
    m_epochs.clear();
    m_final.reset();
    m_unreadable = 0;
}

bool MetricsReader::update(const std::stop_token& stop)
{
    const Descriptor file(m_file);
    struct stat found
    {
    };
    if (file.get() < 0 || fstat(file.get(), &found) != 0 || !S_ISREG(found.st_mode)) {
        const bool held = m_offset > 0;
        startAnew();
        return held;
    }
    bool changed = false;
    if (found.st_ino != m_inode || found.st_size < m_offset) {
        changed = m_offset > 0;
        startAnew();
        m_inode = found.st_ino;
    }
    while (!stop.stop_requested()) {
        const ssize_t got = pread(file.get(), m_buffer.data() + m_carried, kBlockBytes, m_offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        m_offset += got;
        readBlock(static_cast<std::size_t>(got), stop);
        changed = true;
    }
    return changed;
}

void MetricsReader::readBlock(std::size_t bytes, const std::stop_token& stop)
{
    const std::size_t held = m_carried + bytes;
    std::size_t start = 0;
    while (start < held) {
        if (stop.stop_requested()) { // the rest is read again the next time
            m_offset -= static_cast<std::int64_t>(held - start);
            m_carried = 0;
            return;
        }
        char* const line = m_buffer.data() + start;
        const auto* end = static_cast<const char*>(std::memchr(line, '\n', held - start));
        if (end == nullptr)
            break;
        const auto length = static_cast<std::size_t>(end - line);
        if (!std::exchange(m_skipping, false))
            readLine(line, length, m_buffer.size() - start);
        start += length + 1;
    }
    m_carried = held - start;
    if (m_skipping || m_carried > kLongestLine) {
        if (!m_skipping)
            ++m_unreadable;
        m_skipping = true;
        m_carried = 0;
        return;
    }
    std::memmove(m_buffer.data(), m_buffer.data() + start, m_carried);
}

void MetricsReader::readLine(char* line, std::size_t length, std::size_t capacity)
{
    using simdjson::ondemand::json_type;
    if (length > kLongestLine) {
        ++m_unreadable;
        return;
    }
    Line read;
    read.values.values.fill(std::numeric_limits<float>::quiet_NaN());
    const auto parse = [&]() -> bool {
        simdjson::ondemand::document document;
        simdjson::ondemand::object object;
        if (m_parser->json.iterate(simdjson::padded_string_view(line, length, capacity)).get(document) ||
            document.get_object().get(object))
            return false;
        for (auto field : object) {
            std::string_view key;
            simdjson::ondemand::value value;
            if (field.unescaped_key().get(key) || field.value().get(value))
                return false;
            if (key == "kind") {
                if (value.get_string().get(read.kind))
                    return false;
                continue;
            }
            double number = 0; // what is none (null, NaN, a list) leaves the value untold
            if (!value.get_double().get(number))
                read.set(key, number);
        }
        return true;
    };
    if (!parse() || !isCount(read.epoch)) {
        ++m_unreadable;
        return;
    }
    const auto epoch = static_cast<std::int64_t>(read.epoch);
    read.scores.epoch = epoch;
    if (read.kind == "step" && isCount(read.step)) {
        read.values.step = static_cast<std::int64_t>(read.step);
        read.values.epoch = epoch;
        m_steps.append(read.values);
    } else if (read.kind == "resume" && isCount(read.step)) {
        goBackTo(static_cast<std::int64_t>(read.step), epoch);
    } else if (read.kind == "epoch") {
        addEpoch(read.scores);
    } else if (read.kind == "final") {
        m_final = read.scores;
    } else if (read.kind.empty() || read.kind == "step" || read.kind == "resume") {
        ++m_unreadable;
    } // other kinds are for other readers
}

// A run goes on from a state that may be older than what it had told.
void MetricsReader::goBackTo(std::int64_t step, std::int64_t epoch)
{
    m_steps.keepThrough(step);
    std::erase_if(m_epochs, [epoch](const EpochRow& row) { return row.epoch > epoch; });
    m_final.reset();
}

void MetricsReader::addEpoch(const EpochRow& row)
{
    while (!m_epochs.empty() && m_epochs.back().epoch >= row.epoch)
        m_epochs.pop_back();
    if (m_epochs.size() < kMostEpochRows)
        m_epochs.push_back(row);
}

RunMetrics MetricsReader::metrics()
{
    return {m_steps.table(), m_epochs, m_final, m_unreadable};
}

} // namespace dass
