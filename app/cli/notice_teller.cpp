#include "app/cli/notice_teller.h"

#include <utility>

namespace dass::cli {

NoticeTeller::NoticeTeller(TaggingModel& model, std::string item, ProgressReporter& reporter)
    : m_model(model), m_item(std::move(item)), m_reporter(reporter)
{
}

void NoticeTeller::tell()
{
    for (const std::string& notice : m_model.takeNotices()) {
        if (m_told.insert(notice).second)
            m_reporter.warn(m_item, notice);
    }
}

} // namespace dass::cli
