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
// to be written. What cannot be read, or not all of it, is never written over: it is put aside first. GUI thread, where
// signals arrive.
class BuilderStore : public QObject
{
    Q_OBJECT
public:
    explicit BuilderStore(std::filesystem::path file, QObject* parent = nullptr);
    ~BuilderStore() override;

    void start();     // once: what is there is read
    void readAgain(); // once that was answered; what was to be written is written before
    void write(const BuilderState& state);

signals:
    void read(const dass::BuilderState& state, bool found); // not found, or not to be read: empty
    // What is wrong, before read(); aside: the file's name from the next write on.
    void notRead(const QString& error, const QString& aside);
    void failed(const QString& error);

private:
    void run(const std::stop_token& stop);
    void readFile();
    void writeFile(const std::string& text);

    const std::filesystem::path m_file;
    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<std::string> m_next;
    bool m_readWanted = true;
    bool m_isUnread = false; // what is there has to be put aside before anything is written. The thread's alone
    std::jthread m_thread;   // last: joined before the rest goes
};

} // namespace dass

Q_DECLARE_METATYPE(dass::BuilderState)
