#include "app/haystack/builder_store.h"

#include "app/jobs/path_text.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/free_path.h"

#include <utility>

namespace dass {

namespace {

// NAME.unread.json, NAME.unread-2.json, and so on. Throws Error(Io).
std::filesystem::path freeNameBeside(const std::filesystem::path& file)
{
    return freePath(file.parent_path() / (file.stem().string() + ".unread"), file.extension().string());
}

QString nameOf(const std::filesystem::path& file)
{
    return fromPath(file.filename());
}

} // namespace

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

void BuilderStore::readAgain()
{
    const std::scoped_lock lock(m_mutex);
    m_readWanted = true;
    m_wake.notify_one();
}

void BuilderStore::readFile()
{
    BuilderState state;
    std::error_code ignored;
    bool found = std::filesystem::exists(m_file, ignored);
    QString trouble;
    try {
        if (found)
            state = readBuilderState(m_file);
        if (!state.problems.isEmpty())
            trouble = state.problems.front();
    } catch (const std::exception& exception) {
        found = false;
        trouble = QString::fromStdString(describe(exception));
    }
    m_isUnread = !trouble.isEmpty();
    if (m_isUnread) {
        QString aside = nameOf(m_file); // where it stays, and nothing else is written, when no other name is free
        try {
            aside = nameOf(freeNameBeside(m_file));
        } catch (const Error&) {
        }
        emit notRead(trouble, aside);
    }
    emit read(state, found);
}

void BuilderStore::writeFile(const std::string& text)
{
    try {
        std::filesystem::create_directories(m_file.parent_path());
        if (m_isUnread && std::filesystem::exists(m_file)) // else somebody has put it aside
            std::filesystem::rename(m_file, freeNameBeside(m_file));
        m_isUnread = false;
        writeFileAtomically(m_file, text);
    } catch (const std::exception& exception) {
        emit failed(QString::fromStdString(describe(exception)));
    }
}

void BuilderStore::run(const std::stop_token& stop)
{
    for (bool last = false; !last;) {
        std::optional<std::string> next;
        bool reads = false;
        {
            std::unique_lock lock(m_mutex);
            last = !m_wake.wait(lock, stop, [this] { return m_next.has_value() || m_readWanted; });
            next = std::exchange(m_next, std::nullopt);
            reads = std::exchange(m_readWanted, false);
        }
        if (next)
            writeFile(*next);
        if (reads)
            readFile();
    }
}

} // namespace dass
