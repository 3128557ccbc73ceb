#include "core/inference/prepared_rows.h"

#include "core/base/error.h"
#include "core/inference/smoothing_kernel.h"

#include <algorithm>
#include <string>

namespace dass {

namespace {

std::int64_t windowOf(const EventSettings& settings)
{
    if (settings.smoothing == Smoothing::None)
        return 1;
    const int rows = settings.smoothingRows;
    if (rows < 1 || rows > kMostSmoothingRows || rows % 2 == 0)
        throw Error(ErrorCode::InvalidArgument, "probabilities cannot be smoothed over " + std::to_string(rows) +
                                                    " rows; choose an odd number from 1 to " +
                                                    std::to_string(kMostSmoothingRows));
    return rows;
}

void requireClass(std::int64_t index, std::size_t classes)
{
    if (index < 0 || index >= static_cast<std::int64_t>(classes))
        throw Error(ErrorCode::InvalidArgument, "there is no class " + std::to_string(index) +
                                                    " to roll up; the model has classes 0 to " +
                                                    std::to_string(static_cast<std::int64_t>(classes) - 1));
}

} // namespace

std::string nameOf(Smoothing smoothing)
{
    switch (smoothing) {
    case Smoothing::Mean:
        return "mean";
    case Smoothing::Median:
        return "median";
    case Smoothing::None:
        break;
    }
    return "none";
}

Smoothing smoothingFromName(const std::string& name)
{
    for (const Smoothing smoothing : {Smoothing::None, Smoothing::Mean, Smoothing::Median})
        if (nameOf(smoothing) == name)
            return smoothing;
    throw Error(ErrorCode::InvalidArgument, "there is no smoothing '" + name + "'; choose none, mean or median");
}

PreparedRows::PreparedRows(const ProbabilityMatrix& matrix, const EventSettings& settings)
    : m_matrix(matrix), m_classes(static_cast<std::size_t>(matrix.classes())),
      m_padded((m_classes + kSmoothingBlock - 1) / kSmoothingBlock * kSmoothingBlock), m_smoothing(settings.smoothing),
      m_window(windowOf(settings)), m_active(m_window > 1 || !settings.rollUp.empty())
{
    if (!m_active)
        return;
    takeRollUp(settings);
    takeBlocks(settings);
    const std::size_t kept = static_cast<std::size_t>(m_window) * m_padded;
    m_kept = hwy::AllocateAligned<float>(kept);
    std::fill_n(m_kept.get(), kept, 0.0F);
    m_smoothed = hwy::AllocateAligned<float>(m_padded);
    std::fill_n(m_smoothed.get(), m_padded, 0.0F); // blocks without a chosen class stay so
    m_pointers.resize(static_cast<std::size_t>(m_window));
}

void PreparedRows::takeRollUp(const EventSettings& settings)
{
    std::vector<ClassBelow> pairs = settings.rollUp;
    for (const ClassBelow& pair : pairs) {
        requireClass(pair.below, m_classes);
        requireClass(pair.above, m_classes);
    }
    if (!settings.classes.empty()) // no other class is looked at
        std::erase_if(pairs, [&](const ClassBelow& pair) {
            return std::ranges::find(settings.classes, pair.above) == settings.classes.end();
        });
    std::ranges::stable_sort(pairs, {}, &ClassBelow::above);
    for (const ClassBelow& pair : pairs) {
        const auto above = static_cast<std::size_t>(pair.above);
        if (m_above.empty() || m_above.back().classIndex != above)
            m_above.push_back({above, m_below.size(), m_below.size()});
        m_below.push_back(static_cast<std::size_t>(pair.below));
        m_above.back().end = m_below.size();
    }
}

void PreparedRows::takeBlocks(const EventSettings& settings)
{
    for (const std::int64_t c : settings.classes)
        m_blocks.push_back(static_cast<std::size_t>(c) / kSmoothingBlock * kSmoothingBlock);
    if (settings.classes.empty()) {
        for (std::size_t block = 0; block < m_padded; block += kSmoothingBlock)
            m_blocks.push_back(block);
    }
    std::ranges::sort(m_blocks);
    m_blocks.erase(std::unique(m_blocks.begin(), m_blocks.end()), m_blocks.end());
}

const float* PreparedRows::prepare(std::int64_t index, std::int64_t rows)
{
    const std::int64_t reach = m_window / 2;
    for (const std::int64_t last = std::min(index + reach, rows - 1); m_read <= last; ++m_read)
        read(m_read);
    if (m_window == 1)
        return kept(index);
    for (std::int64_t i = 0; i < m_window; ++i)
        m_pointers[static_cast<std::size_t>(i)] = kept(std::clamp<std::int64_t>(index - reach + i, 0, rows - 1));
    if (m_smoothing == Smoothing::Mean)
        meanOfRows(m_pointers, m_blocks, m_smoothed.get());
    else
        medianOfRows(m_pointers, m_blocks, m_smoothed.get());
    return m_smoothed.get();
}

void PreparedRows::read(std::int64_t index)
{
    const float* stored = m_matrix.row(index).data();
    float* row = kept(index);
    std::transform(stored, stored + m_classes, row, [](float value) { return value == value ? value : 0.0F; });
    for (const Above& above : m_above) {
        float largest = row[above.classIndex];
        for (std::size_t i = above.begin; i < above.end; ++i) {
            const float below = stored[m_below[i]]; // not what is below that, rolled up: the pairs tell of every depth
            largest = below > largest ? below : largest;
        }
        row[above.classIndex] = largest;
    }
}

float* PreparedRows::kept(std::int64_t index)
{
    return m_kept.get() + static_cast<std::size_t>(index % m_window) * m_padded;
}

} // namespace dass
