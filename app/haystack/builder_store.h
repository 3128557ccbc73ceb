#pragma once

#include "app/haystack/builder_state.h"

#include <QMetaType>
#include <QObject>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace dass {

// The builder's file, read and written off the GUI thread. The newest state wins; the destructor writes what is still
// to be written. GUI thread, where signals arrive.
class BuilderStore : public QObject
{
    Q_OBJECT
public:
    explicit BuilderStore(std::filesystem::path file, QObject* parent = nullptr);
    ~BuilderStore() override;

    void start(); // once: what is there is read
    void write(const BuilderState& state);

signals:
    void read(const dass::BuilderState& state, bool found); // once; not found: empty
    void failed(const QString& error);

private:
    void run(const std::stop_token& stop);

    const std::filesystem::path m_file;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<std::string> m_next;
    std::jthread m_thread; // last: joined before the rest goes
};

} // namespace dass

Q_DECLARE_METATYPE(dass::BuilderState)
