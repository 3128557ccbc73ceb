#include "app/jobs/model_store.h"

namespace dass {

std::shared_ptr<TaggingModel> ModelStore::get(const ModelChoice& choice)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_model || !(m_choice == choice)) {
        m_model.reset(); // the old one's memory first
        m_model = m_loader(choice.path, choice.options);
        m_choice = choice;
    }
    return m_model;
}

} // namespace dass
