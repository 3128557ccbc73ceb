#include "app/haystack/builder_store.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <utility>

namespace dass {

BuilderStore::BuilderStore(std::filesystem::path file, QObject* parent) : QObject(parent), m_file(std::move(file))
{
    qRegisterMetaType<BuilderState>();
}

BuilderStore::~BuilderStore() = default;

void BuilderStore::start()
{
    m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void BuilderStore::write(const BuilderState& state)
{
    const std::scoped_lock lock(m_mutex);
    m_next = builderText(state);
    m_wake.notify_one();
}

void BuilderStore::run(const std::stop_token& stop)
{
    BuilderState state;
    bool found = false;
    try {
        std::error_code ignored;
        found = std::filesystem::exists(m_file, ignored);
        if (found)
            state = readBuilderState(m_file);
    } catch (const std::exception& exception) {
        found = false;
        emit failed(QString::fromStdString(describe(exception)));
    }
    emit read(state, found);
    for (bool last = false; !last;) {
        std::optional<std::string> next;
        {
            std::unique_lock lock(m_mutex);
            last = !m_wake.wait(lock, stop, [this] { return m_next.has_value(); });
            next = std::exchange(m_next, std::nullopt);
        }
        try {
            if (next) {
                std::filesystem::create_directories(m_file.parent_path());
                writeFileAtomically(m_file, *next);
            }
        } catch (const std::exception& exception) {
            emit failed(QString::fromStdString(describe(exception)));
        }
    }
}

} // namespace dass
